"""Calls to hold events together: their programme, what is proposed, and what the team answers."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.events.actions import (
    accept_proposal,
    answer_question,
    ask_back,
    decline_proposal,
    open_call,
    propose_event,
)
from liamm.features.events.doorkeeping import let_people_in
from liamm.features.events.forms import (
    AcceptForm,
    AnswerForm,
    BecauseForm,
    CallForm,
    ProposalForm,
    QuestionBackForm,
    with_offer,
)
from liamm.features.events.links import proposal_behind, proposal_path
from liamm.features.events.models import Call, Event, EventProposal
from liamm.features.events.policies import Permission, policy
from liamm.features.events.queries import call_page, load_call, load_proposal
from liamm.features.events.views.needs import visitor
from liamm.kernel.access import LinkHolder, opens, public
from liamm.ui.page import page, tell
from liamm.ui.secrecy import kept_secret
from liamm.ui.submitting import Attempt, attempt


@public
def call(request: HttpRequest, reference: str) -> HttpResponse:
    """A call and its programme."""
    return page(request, "events/call.html", {"page": call_page(request.user, reference)})


@opens(policy, Permission.OPEN_CALL)
def new(request: HttpRequest) -> HttpResponse:
    """Open a call."""
    form = CallForm(request.POST or None)
    tried = attempt(form, lambda: open_call(request.user, draft=form.draft()))
    if tried.result:
        tell(request, _("L’appel est lancé."))
        return redirect(tried.result)
    return page(request, "events/new_call.html", {"form": form, "refusal": tried.refusal})


@public
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Propose an event, without account; the receipt is the link to follow it."""
    found = load_call(reference)
    form = ProposalForm(request.POST or None, person=visitor(request))
    tried = attempt(form, lambda: _propose(request, found, form))
    if tried.result:
        tell(request, _("C’est reçu. Gardez l’adresse de cette page : elle vous est aussi envoyée."))
        return redirect(proposal_path(tried.result))
    return page(request, "events/propose.html", {"form": form, "refusal": tried.refusal, "call": found})


def _propose(request: HttpRequest, found: Call, form: ProposalForm) -> EventProposal:
    let_people_in(request, form.cleaned_data["website"])
    return propose_event(request.user, found, draft=form.draft(found.pk))


ProposedView = Callable[..., HttpResponseBase]


def proposer(view: ProposedView) -> ProposedView:
    """Open the view to who proposed; nothing of it is cached, indexed or told to another site."""

    @functools.wraps(view)
    def guarded(request: HttpRequest, token: str) -> HttpResponseBase:
        found = proposal_behind(token)
        if found is None:
            raise Http404
        return kept_secret(view(request, found, token))

    return public(guarded)


@proposer
def proposal(request: HttpRequest, found: EventProposal, token: str) -> HttpResponse:
    """What one proposed, where it stands, and the answer that the team waits for."""
    form = AnswerForm(request.POST or None)
    tried = attempt(form, lambda: answer_question(LinkHolder(found.pk), found, **form.cleaned_data))
    if tried.done:
        tell(request, _("C’est envoyé à l’équipe."))
        return redirect("events:proposal", token)
    return page(request, "events/proposal.html", {"proposal": found, "form": form, "refusal": tried.refusal})


@opens(policy, Permission.SETTLE_PROPOSAL)
def settle(request: HttpRequest, reference: str) -> HttpResponse:
    """Say yes with a date and its rooms, ask for more, or say no with the reason."""
    found = load_proposal(request.user, reference)
    doing = request.POST.get("do", "")
    sent = with_offer(request.POST) if "take" in request.POST else request.POST
    forms = {
        "accept": AcceptForm(sent if doing == "accept" or "take" in request.POST else None, initial=_asked(found)),
        "ask": QuestionBackForm(request.POST if doing == "ask" else None),
        "decline": BecauseForm(request.POST if doing == "decline" else None),
    }
    tried: Attempt[Event | EventProposal] = Attempt()
    if doing in forms and "take" not in request.POST:
        tried = _settle(request, found, doing, forms)
    if tried.result:
        tell(request, _("C’est dit à qui propose."))
        return redirect(tried.result if isinstance(tried.result, Event) else found.call)
    context = {"proposal": found, **forms, "refusal": tried.refusal, "taking": "take" in request.POST}
    return page(request, "events/settle_proposal.html", context)


def _asked(found: EventProposal) -> dict[str, object]:
    return {"people": found.people, "capacity": found.people, "place": found.where}


def _settle(
    request: HttpRequest, found: EventProposal, doing: str, forms: dict[str, Any]
) -> Attempt[Event | EventProposal]:
    form = forms[doing]
    acts: dict[str, Callable[[], Event | EventProposal]] = {
        "accept": lambda: accept_proposal(
            request.user, found, date=form.slot(), capacity=form.cleaned_data["capacity"]
        ),
        "ask": lambda: ask_back(request.user, found, **form.cleaned_data),
        "decline": lambda: decline_proposal(request.user, found, **form.cleaned_data),
    }
    return attempt(form, acts[doing])
