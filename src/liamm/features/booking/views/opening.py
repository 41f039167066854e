"""Pages of openings beside the hours: asked, answered, withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.queries import signed_in
from liamm.features.booking.actions import answer_opening, ask_opening, open_house, take_opening_back, withdraw_opening
from liamm.features.booking.forms import OpeningAnswerForm, OpeningForm, TakingBackForm
from liamm.features.booking.house import known_on
from liamm.features.booking.models import Opening
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import load_opening, opening_page, opening_sent_as
from liamm.kernel.access import Refused, members, opens
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import Attempt, attempt

FROM_LINK = ("day", "starts", "ends")


@opens(policy, Permission.ASK_OPENING)
def ask(request: HttpRequest) -> HttpResponse:
    """Ask the house to open beside its hours."""
    known = known_on()
    initial: dict[str, object] = {name: request.GET[name] for name in FROM_LINK if name in request.GET}
    initial["rooms"] = request.GET.getlist("rooms")
    form = OpeningForm(request.POST or None, known=known, initial=initial)
    opens_at_once = opens_house(request)
    tried = attempt(form, lambda: _ask(request, form, open_house if opens_at_once else ask_opening))
    if tried.result:
        tell(
            request,
            _("La maison est ouverte à ce moment : on peut y réserver.")
            if opens_at_once
            else _("C’est demandé. La réponse viendra par courriel."),
        )
        return redirect(tried.result)
    rule = known.opening.value.exceptions
    context = {"form": form, "refusal": tried.refusal, "known": known, "days_before": rule.days_before}
    context["opens_at_once"] = opens_at_once
    return page(request, "booking/ask_opening.html", context)


def opens_house(request: HttpRequest) -> bool:
    """Whether the reader opens the house beside its hours without asking anybody."""
    return bool(policy.decide(request.user, Permission.OPEN_HOUSE))


def _ask(request: HttpRequest, form: OpeningForm, act: Callable[..., Opening]) -> Opening:
    return opening_sent_as(signed_in(request), form.submission) or act(request.user, draft=form.draft())


@members
def opening(request: HttpRequest, reference: str) -> HttpResponse:
    """One opening; whoever keeps the house answers."""
    found = load_opening(request.user, reference)
    form = OpeningAnswerForm(request.POST or None)
    tried: Attempt[Opening] = Attempt()
    if request.method == "POST":
        decision = policy.decide(request.user, Permission.ANSWER_OPENING, found)
        if not decision:
            raise Refused(decision)
        grants = request.POST.get("say") == "yes"
        tried = attempt(form, lambda: answer_opening(request.user, found, grants=grants, **form.cleaned_data))
        if tried.done:
            tell(request, _("La réponse est partie par courriel."))
            return redirect(found)
    shown = opening_page(request.user, found)
    taking_back = TakingBackForm(booked=shown.booked)
    context = {"page": shown, "form": form, "taking_back": taking_back, "refusal": tried.refusal}
    return page(request, "booking/opening.html", context)


@members
@require_POST
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Have the house not open after all; what is booked in it is cancelled or kept."""
    found = load_opening(request.user, reference)
    decision = policy.decide(request.user, Permission.TAKE_OPENING_BACK, found)
    if not decision:
        raise Refused(decision)
    shown = opening_page(request.user, found)
    form = TakingBackForm(request.POST, booked=shown.booked)
    tried = attempt(form, lambda: take_opening_back(request.user, found, **form.decided()))
    if tried.done:
        tell(request, _("La maison n’ouvrira pas ; qui comptait venir est prévenu."))
        return redirect(found)
    context = {"page": shown, "form": OpeningAnswerForm(), "taking_back": form, "refusal": tried.refusal}
    return page(request, "booking/opening.html", context)


@members
@require_POST
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask no longer."""
    found = load_opening(request.user, reference)
    try:
        withdraw_opening(request.user, found)
        tell(request, _("Vous y renoncez."))
    except DomainError as error:
        refuse(request, error)
    return redirect(found)
