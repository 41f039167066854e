"""Pages of a place that is asked for: its answer, by a link or signed in, and its settlement."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.booking.actions import answer_place, settle_place, withdraw_place
from liamm.features.booking.displacing import read_token
from liamm.features.booking.forms import AnswerForm, SettlingForm
from liamm.features.booking.models import Displacement
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import PlacePage, load_place, place_page
from liamm.kernel.access import Actor, LinkHolder, Refused, members, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import Attempt, attempt


@members
def place(request: HttpRequest, reference: str) -> HttpResponse:
    """One place that is asked for: whoever it concerns answers, or settles it."""
    found = load_place(request.user, reference=reference)
    if request.method == "POST" and "settle" in request.POST:
        return _settle(request, found)
    return _answer(request, request.user, found)


@public
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The same, from a letter: the link asks, the button answers."""
    key = read_token(token)
    if key is None:
        raise Http404
    holder = LinkHolder(key)
    return _answer(request, holder, load_place(holder, pk=key))


def _answer(request: HttpRequest, actor: Actor, found: Displacement) -> HttpResponse:
    form = AnswerForm(request.POST or None)
    tried: Attempt[Displacement] = Attempt()
    if request.method == "POST":
        _check(actor, Permission.ANSWER_PLACE, found)
        accepts = request.POST.get("answer") == "yes"
        tried = attempt(form, lambda: answer_place(actor, found, accepts=accepts, **form.cleaned_data))
        if tried.done:
            tell(request, _("Votre réponse est notée. Merci."))
            return redirect(request.path)
    shown = place_page(actor, found)
    settling = SettlingForm(rooms=shown.suiting, held=shown.held)
    context = {"page": shown, "form": form, "settling": settling, "refusal": tried.refusal}
    context["said"] = _said(request, shown)
    return page(request, "booking/place.html", context)


def _said(request: HttpRequest, shown: PlacePage) -> str:
    """What a letter proposed to answer, as long as it was not."""
    said = request.GET.get("reponse", "")
    given = {"agreed": "oui", "declined": "non"}.get(shown.displacement.state)
    return said if shown.may_answer and said != given else ""


def _settle(request: HttpRequest, found: Displacement) -> HttpResponse:
    _check(request.user, Permission.SETTLE_PLACE, found)
    shown, moves = place_page(request.user, found), request.POST["settle"] == "move"
    form = SettlingForm(request.POST, rooms=shown.suiting)
    tried = attempt(form, lambda: settle_place(request.user, found, moves=moves, **form.cleaned_data))
    if tried.done:
        tell(request, _("C’est réglé ; qui cela concerne est prévenu."))
        return redirect(found)
    context = {"page": shown, "form": AnswerForm(), "settling": form, "refusal": tried.refusal}
    return page(request, "booking/place.html", context)


@members
@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask no longer."""
    found = load_place(request.user, reference=reference)
    _check(request.user, Permission.WITHDRAW_PLACE, found)
    try:
        withdraw_place(request.user, found)
        tell(request, _("Vous y renoncez ; la personne est prévenue."))
    except DomainError as error:
        refuse(request, error)
    return redirect(found)


def _check(actor: Actor, permission: Permission, found: Displacement) -> None:
    decision = policy.decide(actor, permission, found)
    if not decision:
        raise Refused(decision)
