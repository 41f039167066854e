"""Clarifications: opened by the team, talked over, closed with words."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.accounts.queries import signed_in
from liamm.features.charter import bindings
from liamm.features.proposals.actions import (
    close_clarification,
    invite_party,
    open_clarification,
    reopen_clarification,
    start_proposal,
    write_exchange,
)
from liamm.features.proposals.forms.clarifying import ClarificationForm, ClosingForm, ExchangeForm, PartyForm
from liamm.features.proposals.forms.handling import WordsForm
from liamm.features.proposals.forms.starting import AgainForm
from liamm.features.proposals.policies import Permission, on_team, policy
from liamm.features.proposals.queries.clarifying import all_clarifications, clarification_page
from liamm.features.proposals.views.loading import clarification_for
from liamm.kernel import clock
from liamm.kernel.access import members, opens
from liamm.kernel.thread.chain import Node
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt


@members
def clarifications(request: HttpRequest) -> HttpResponse:
    """Those one takes part in; all of them for the team."""
    context = {"rows": all_clarifications(signed_in(request)), "team": on_team(request.user)}
    return page(request, "proposals/clarifications.html", context)


@opens(policy, Permission.OPEN_CLARIFICATION)
def open_one(request: HttpRequest) -> HttpResponse:
    """A facilitator opens one from an intuition, or from what was heard."""
    form = ClarificationForm(request.POST or None)
    kind, _colon, identifier = request.GET.get("de", "").partition(":")
    try:
        origin = Node(kind, UUID(identifier)) if identifier else None
    except ValueError as error:
        raise Http404 from error
    tried = attempt(form, lambda: open_clarification(signed_in(request), origin, **form.cleaned_data))
    if tried.result:
        return redirect("proposals:clarification", tried.result.reference)
    return page(request, "proposals/clarification_open.html", {"form": form, "refusal": tried.refusal})


@members
def clarification(request: HttpRequest, reference: str) -> HttpResponse:
    """The discussion, and saying something in it."""
    found = clarification_for(request, reference)
    form = ExchangeForm(request.POST or None)
    tried = attempt(form, lambda: write_exchange(signed_in(request), found, **form.cleaned_data))
    if tried.done:
        return redirect("proposals:clarification", reference)
    shown = clarification_page(signed_in(request), found)
    context = {"shown": shown, "form": form, "refusal": tried.refusal, "team": on_team(request.user)}
    return page(request, "proposals/clarification.html", context)


@members
def party(request: HttpRequest, reference: str) -> HttpResponse:
    """The team brings someone into the discussion."""
    found = clarification_for(request, reference, Permission.CLOSE_CLARIFICATION)
    form = PartyForm(request.POST or None)
    tried = attempt(form, lambda: invite_party(signed_in(request), found, **form.cleaned_data))
    if tried.done:
        tell(request, _("C’est fait : la discussion lui est ouverte, un courriel l’en avertit."))
        return redirect("proposals:clarification", reference)
    context = {"clarification": found, "form": form, "refusal": tried.refusal}
    return page(request, "proposals/clarification_party.html", context)


@members
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """The team says what became of it."""
    found = clarification_for(request, reference, Permission.CLOSE_CLARIFICATION)
    form = ClosingForm(request.POST or None, functions=bindings.functions(clock.today()).value)
    tried = attempt(form, lambda: close_clarification(signed_in(request), found, **form.cleaned_data))
    if tried.done:
        return redirect("proposals:clarification", reference)
    context = {"clarification": found, "form": form, "refusal": tried.refusal}
    return page(request, "proposals/clarification_close.html", context)


@members
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """The team talks about it again."""
    found = clarification_for(request, reference, Permission.CLOSE_CLARIFICATION)
    form = WordsForm(request.POST or None)
    tried = attempt(form, lambda: reopen_clarification(signed_in(request), found, **form.cleaned_data))
    if tried.done:
        return redirect("proposals:clarification", reference)
    context = {"clarification": found, "form": form, "refusal": tried.refusal}
    return page(request, "proposals/clarification_reopen.html", context)


@members
def become(request: HttpRequest, reference: str) -> HttpResponse:
    """Make a request of it."""
    found = clarification_for(request, reference)
    form = AgainForm(request.POST or None, functions=bindings.functions(clock.today()).value)
    tried = attempt(form, lambda: start_proposal(signed_in(request), found, kind=form.cleaned_data["kind"]))
    if tried.result:
        tell(request, _("La demande est ouverte : à ses porteurs de l’écrire."))
        return redirect("proposals:proposal", tried.result.reference)
    context = {"clarification": found, "form": form, "refusal": tried.refusal}
    return page(request, "proposals/clarification_become.html", context)
