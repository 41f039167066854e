"""The codes of the house, for who keeps it: set, read, changed, printed for a keypad; and how one comes."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from liamm.features.accounts.queries import signed_in
from liamm.features.welcome.actions import draw_way, open_code, replace_code, set_code, take_off_code
from liamm.features.welcome.enums import Opens, Seen
from liamm.features.welcome.forms import CodeForm, ReplaceForm, SpanForm, WayForm
from liamm.features.welcome.models import AccessCode, Way
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.queries import (
    CodeLine,
    code_page,
    codes_beside,
    codes_between,
    codes_lingering,
    codes_lost,
    codes_page,
)
from liamm.features.welcome.views.private import drawing, private
from liamm.kernel import clock
from liamm.kernel.access import opens as opened_to
from liamm.kernel.actions import DomainError
from liamm.kernel.lasting import Lasting, lasting
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import Attempt, attempt


@opened_to(policy, Permission.KEEP_CODES)
def codes(request: HttpRequest) -> HttpResponse:
    """Which codes live, and which are gone; none is shown."""
    return page(request, "welcome/codes.html", {"page": codes_page(), "ways": list(Opens)})


@opened_to(policy, Permission.KEEP_CODES)
@sensitive_post_parameters("code")
def new(request: HttpRequest) -> HttpResponse:
    """Set a code."""
    reference = request.GET.get("reservation", "")
    initial = {"booking": reference, "first": None if reference else clock.today()}
    form = CodeForm(request.POST if request.method == "POST" else None, initial=initial)
    tried: Attempt[AccessCode] = attempt(form, lambda: set_code(request.user, draft=form.draft()))
    if tried.result:
        tell(request, _("Le code est gardé. Lisez-le ici pour le régler sur le clavier."))
        return redirect(tried.result)
    words = {"heading": _("Un nouveau code"), "button": _("Garder ce code")}
    return private(page(request, "welcome/keep.html", {"form": form, "refusal": tried.refusal, **words}))


@opened_to(policy, Permission.KEEP_CODES)
@sensitive_variables()
def code(request: HttpRequest, pk: UUID) -> HttpResponse:
    """For what a code is, and who knows it; the button shows it, and that is kept."""
    shown, words = code_page(pk), ""
    if request.method == "POST":
        try:
            secret = open_code(signed_in(request), shown.line.code)
        except DomainError as refusal:
            refuse(request, refusal)
            return redirect(shown.line.code)
        words = secret.reveal() if secret else _("illisible : la clé de la maison a changé ; remplacez-le")
        shown = code_page(pk)
    return private(page(request, "welcome/code.html", {"page": shown, "words": words}))


@opened_to(policy, Permission.KEEP_CODES)
@sensitive_post_parameters("code")
def replace(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change a code that was lost, or served long enough."""
    found = get_object_or_404(AccessCode, pk=pk)
    beside = codes_beside(found)
    lost = codes_lost([found, *(line.code for line in beside)])
    initial = {"because": _("Une personne attendue l’a perdu."), "also": lost} if lost else None
    form = ReplaceForm(request.POST if request.method == "POST" else None, beside=beside, initial=initial)
    tried = attempt(form, lambda: _replace(request, found, form))
    if tried.result:
        tell(request, _("Le code est changé, et qui le connaissait est prévenu. Pensez au clavier."))
        return redirect(tried.result)
    words = {"heading": _("Remplacer un code"), "button": _("Remplacer le code")}
    return private(page(request, "welcome/keep.html", {"form": form, "refusal": tried.refusal, **words}))


def _replace(request: HttpRequest, found: AccessCode, form: ReplaceForm) -> AccessCode:
    return replace_code(request.user, found, choice=form.choice, because=form.cleaned_data["because"], also=form.others)


@opened_to(policy, Permission.KEEP_CODES)
@sensitive_variables()
@lasting(Lasting.PAPER)
def sheet(request: HttpRequest) -> HttpResponse:
    """For a keypad without network: the codes to set on it, from a day to another, on paper."""
    form = SpanForm(request.POST if request.method == "POST" else None, initial={"first": clock.today()})
    lines: list[tuple[CodeLine, str]] = []
    lingering: list[tuple[CodeLine, str]] = []
    if request.method == "POST" and form.is_valid():
        span = form.cleaned_data
        lines = [_read(request, line) for line in codes_between(span["first"], span["last"])]
        lingering = [_read(request, line) for line in codes_lingering()]
    return private(page(request, "welcome/keypad.html", {"form": form, "lines": lines, "lingering": lingering}))


@sensitive_variables()
def _read(request: HttpRequest, line: CodeLine) -> tuple[CodeLine, str]:
    """A line of the sheet; of a code to take off, the digits are kept only as long as its time would have lasted."""
    secret = open_code(signed_in(request), line.code, way=Seen.PAPER) if line.code.is_legible else None
    return line, secret.reveal() if secret else ""


@require_POST
@opened_to(policy, Permission.KEEP_CODES)
def take_off(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that a code was taken off the keypad."""
    try:
        take_off_code(request.user, get_object_or_404(AccessCode, pk=pk))
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        tell(request, _("C’est noté : il n’ouvre vraiment plus rien."))
    return redirect("welcome:codes")


@opened_to(policy, Permission.DRAW_WAY)
def way(request: HttpRequest, opens: str) -> HttpResponse:
    """Say how one comes."""
    leads = _opens(opens)
    was, sent = Way.objects.filter(opens=leads).first(), request.method == "POST"
    form = WayForm(request.POST if sent else None, request.FILES if sent else None, way=was)
    tried = attempt(form, lambda: draw_way(request.user, leads, draft=form.draft()))
    if tried.done:
        tell(request, _("C’est dit : les personnes attendues le liront en même temps que le code."))
        return redirect("welcome:codes")
    words = {"heading": _("Pour venir : %(place)s") % {"place": leads.label}, "button": _("Enregistrer")}
    return page(request, "welcome/keep.html", {"form": form, "refusal": tried.refusal, **words})


@opened_to(policy, Permission.DRAW_WAY)
def way_file(request: HttpRequest, opens: str) -> FileResponse:
    """The plan that is kept."""
    del request
    return drawing(get_object_or_404(Way.objects.exclude(path=""), opens=_opens(opens)))


def _opens(word: str) -> Opens:
    """What a word of an address leads to.

    Raises Http404.
    """
    try:
        return Opens(word)
    except ValueError as error:
        raise Http404 from error
