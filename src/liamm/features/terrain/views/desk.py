"""The desk of the team: what waits to be read, by list and by picture, and one signal with all around it."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.terrain.actions import mask_signal, open_original, publish_wording
from liamm.features.terrain.forms.desk import FilterForm, MaskForm, OpeningForm, WordingForm
from liamm.features.terrain.models import FieldSignal, OriginalOpening, PublicWording, SealedOriginal, SignalFile
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.desk import desk_lines, desk_list, desk_rows, desk_signal, signal_of
from liamm.features.terrain.queries.erasing import said_without_original
from liamm.features.terrain.queries.heard import count_by
from liamm.features.terrain.queries.retention import mails_refused
from liamm.features.territories.enums import TerritoryKind
from liamm.features.territories.models import Territory
from liamm.features.territories.pictures import territory_map
from liamm.features.territories.queries import by_codes
from liamm.kernel import storage
from liamm.kernel.access import only, opens
from liamm.ui.page import page, tell
from liamm.ui.shapes import Link
from liamm.ui.submitting import attempt

_A_PAGE = 30
LEVELS = (TerritoryKind.EPCI, TerritoryKind.COMMUNE, TerritoryKind.DEPARTEMENT)


@opens(policy, Permission.HANDLE)
def desk(request: HttpRequest) -> HttpResponse:
    """The signals, filtered."""
    form = FilterForm(request.GET)
    shown = Paginator(desk_rows(form.wanted(), request.user), _A_PAGE).get_page(request.GET.get("page"))
    said = said_signals(shown.paginator.count)
    context = {"form": form, "page": shown, "lines": desk_lines(shown), "said": said}
    context["refused"] = mails_refused()
    return page(request, "terrain/desk.html", context, fragment="results")


@opens(policy, Permission.HANDLE)
def picture(request: HttpRequest) -> HttpResponse:
    """The same signals as a picture by territory, with its table."""
    form = FilterForm(request.GET)
    asked = request.GET.get("niveau", "")
    level = TerritoryKind(asked) if asked in LEVELS else TerritoryKind.EPCI
    rows = desk_list(form.wanted(), request.user)
    counts = count_by(rows, level)
    links = {code: _on_desk(request, place) for code, place in by_codes(counts, level).items()}
    title = _("Remontées par territoire")
    shown = territory_map(counts, level=level, title=title, links=links, said=said_signals)
    tabs = [Link(str(one.label), _at_level(request, one), current=one == level) for one in LEVELS]
    context = {"form": form, "picture": shown, "tabs": tabs, "level": level, "placeless": _placeless(request, rows)}
    return page(request, "terrain/picture.html", context)


def _placeless(request: HttpRequest, rows: QuerySet[FieldSignal]) -> Link | None:
    """How many of them stand nowhere on the map, and where they are."""
    count = rows.filter(territory=None).count()
    said = ngettext("%(count)d remontée sans lieu reconnu", "%(count)d remontées sans lieu reconnu", count)
    asked = request.GET.copy()
    asked.pop("niveau", None)
    asked["placeless"] = "on"
    return Link(said % {"count": count}, f"{reverse('terrain:desk')}?{asked.urlencode()}") if count else None


def _at_level(request: HttpRequest, level: TerritoryKind) -> str:
    asked = request.GET.copy()
    asked["niveau"] = str(level)
    return f"?{asked.urlencode()}"


def _on_desk(request: HttpRequest, place: Territory) -> str:
    asked = request.GET.copy()
    asked.pop("niveau", None)
    asked["territory"] = place.label
    return f"{reverse('terrain:desk')}?{asked.urlencode()}"


def said_signals(value: float) -> str:
    """« 3 remontées »."""
    return ngettext("%(count)d remontée", "%(count)d remontées", int(value)) % {"count": int(value)}


def load_signal(request: HttpRequest, reference: str) -> FieldSignal:
    """The signal of a reference, for whoever may read it."""
    return only(signal_of(request.user, reference))


@opens(policy, Permission.HANDLE)
def signal(request: HttpRequest, reference: str) -> HttpResponse:
    """One signal, whole."""
    found = desk_signal(request.user, load_signal(request, reference))
    return page(request, "terrain/desk_signal.html", {"found": found})


@opens(policy, Permission.HANDLE)
def mask(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose what to hide."""
    found = load_signal(request, reference)
    form = MaskForm(request.POST or None, signal=found)
    tried = attempt(form, lambda: mask_signal(request.user, found, mask=form.mask()))
    if tried.done:
        tell(request, _("C’est masqué ; le texte d’origine est scellé."))
        return redirect(found.desk_url)
    return page(request, "terrain/mask.html", {"form": form, "signal": found, "refusal": tried.refusal})


@opens(policy, Permission.OPEN_ORIGINAL)
def original(request: HttpRequest, reference: str) -> HttpResponse:
    """Say why, then read the sealed original once, on this page only."""
    found = load_signal(request, reference)
    form = OpeningForm(request.POST or None)
    tried = attempt(form, lambda: open_original(request.user, found, **form.cleaned_data))
    before = OriginalOpening.objects.filter(original__signal=found).select_related("by")
    sealed = SealedOriginal.objects.filter(signal=found).exists()
    context = {"form": form, "signal": found, "opening": tried.result, "refusal": tried.refusal, "before": before}
    context["nothing"] = "" if sealed else said_without_original(found)
    response = page(request, "terrain/original.html", context)
    response["Cache-Control"] = "no-store"
    return response


@opens(policy, Permission.PUBLISH)
def publish(request: HttpRequest, reference: str) -> HttpResponse:
    """Write what everybody will read, and publish it."""
    found = load_signal(request, reference)
    current = PublicWording.objects.filter(signal=found, withdrawn_at=None).first()
    initial = {"title": current.title, "text": current.text, "audience": current.audience} if current else {}
    place = current.territory if current else found.territory
    form = WordingForm(request.POST or None, initial={"audience": "public", **initial, "territory": place})
    tried = attempt(form, lambda: publish_wording(request.user, found, wording=form.wording()))
    if tried.done:
        tell(request, _("C’est publié."))
        return redirect(found.desk_url)
    return page(request, "terrain/publish.html", {"form": form, "signal": found, "refusal": tried.refusal})


@opens(policy, Permission.HANDLE)
def file(request: HttpRequest, reference: str, pk: UUID) -> HttpResponseBase:
    """A file that came with a signal."""
    found = load_signal(request, reference)
    return storage.serve(get_object_or_404(SignalFile, pk=pk, signal=found).kept)
