"""Following a request: its page, its versions, giving back, withdrawing, taking up again, saying its load."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.queries import signed_in
from liamm.features.charter import bindings
from liamm.features.commitments.queries import asked_by, months_from
from liamm.features.proposals.actions import (
    accompany_proposal,
    enter_load,
    return_proposal,
    take_up_again,
    withdraw_proposal,
)
from liamm.features.proposals.enums import APPRAISED_KINDS
from liamm.features.proposals.forms.handling import LoadForm, WithdrawForm, WordsForm
from liamm.features.proposals.policies import Permission
from liamm.features.proposals.queries.files import carriers_of, said_answers
from liamm.features.proposals.queries.grid import grid_of
from liamm.features.proposals.queries.pages import load_page, proposal_page
from liamm.features.proposals.queries.returning import load_offered, months_needed, passed_of, said_load_of
from liamm.features.proposals.saying import say_lacks
from liamm.features.proposals.views.binding import stop_bound, unbound
from liamm.features.proposals.views.loading import proposal_for, submitted_for
from liamm.kernel import clock
from liamm.kernel.access import members
from liamm.kernel.actions import DomainError
from liamm.kernel.stale import mark
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import attempt

_MONTHS_AHEAD = 12


@members
def proposal(request: HttpRequest, reference: str) -> HttpResponse:
    """One request, where it stands and what comes next."""
    shown = proposal_page(signed_in(request), reference)
    return page(request, "proposals/proposal.html", {"shown": shown, "lacks": say_lacks(shown.lacks)})


@members
def version(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    """What was submitted, word for word."""
    found = proposal_for(request, reference)
    held = get_object_or_404(found.versions, number=number)
    context = {
        "proposal": found,
        "version": held,
        "answers": said_answers(held, own=True),
        "carriers": carriers_of(held),
        "grid": grid_of(held),
        "appraised": found.kind in APPRAISED_KINDS,
        "numbers": range(1, found.versions_count + 1),
    }
    return page(request, "proposals/version.html", context)


@members
@require_POST
def accompany(request: HttpRequest, reference: str) -> HttpResponse:
    """Someone of the team takes the request in hand."""
    found = proposal_for(request, reference, Permission.HANDLE)
    return _then(request, lambda: accompany_proposal(signed_in(request), found), "proposals:proposal", reference)


@members
@unbound
def give_back(request: HttpRequest, reference: str) -> HttpResponse:
    """The team gives a request back to its carriers."""
    found = proposal_for(request, reference, Permission.HANDLE)
    stop_bound(request, found)
    form = WordsForm(request.POST or None)
    tried = attempt(form, lambda: return_proposal(signed_in(request), found, **form.cleaned_data))
    if tried.done:
        tell(request, _("La demande est rendue à ses porteurs, avec vos mots."))
        return redirect("proposals:proposal", reference)
    return page(request, "proposals/give_back.html", {"proposal": found, "form": form, "refusal": tried.refusal})


@members
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """The carriers withdraw their request, after a confirmation."""
    found = proposal_for(request, reference, Permission.CARRY)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    tried = attempt(form, lambda: withdraw_proposal(signed_in(request), found, **form.cleaned_data))
    if tried.done:
        tell(request, _("La demande est retirée. Ce que vous aviez écrit reste gardé."))
        return redirect("proposals:proposal", reference)
    return page(request, "proposals/withdraw.html", {"proposal": found, "form": form, "refusal": tried.refusal})


@members
@require_POST
def take_up(request: HttpRequest, reference: str) -> HttpResponse:
    """The carriers write a new version."""
    found = proposal_for(request, reference, Permission.CARRY)
    return _then(request, lambda: take_up_again(signed_in(request), found), "proposals:write", reference)


def _then(request: HttpRequest, act: Callable[[], object], to: str, reference: str) -> HttpResponse:
    try:
        act()
    except DomainError as refusal:
        refuse(request, refusal)
        return redirect("proposals:proposal", reference)
    return redirect(to, reference)


@members
@unbound
def load(request: HttpRequest, reference: str) -> HttpResponse:
    """The team says what a request would ask of the lab, and sees it beside what is held."""
    found = submitted_for(request, reference, Permission.HANDLE)
    stop_bound(request, found)
    skills, asked = bindings.skills(clock.today()), asked_by(found.pk)
    offered = load_offered(found, asked)
    months = months_from(clock.today(), months_needed(clock.today(), offered, _MONTHS_AHEAD))
    typed = request.POST if request.method == "POST" else None
    form = LoadForm(typed, months=months, skills=skills.value, asked=offered, seen=mark(said_load_of(found.pk)))
    tried = attempt(form, lambda: enter_load(signed_in(request), found, **form.said()))
    if tried.done:
        tell(request, _("La charge est dite."))
        return redirect("proposals:proposal", reference)
    context = {
        "form": form,
        "refusal": tried.refusal,
        "shown": load_page(found, months),
        "passed": passed_of(found, asked),
    }
    return page(request, "proposals/load.html", context)
