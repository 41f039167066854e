"""The team reads requests to join, notes conversations, and welcomes at the pace of the community."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.accounts.queries import signed_in
from liamm.features.charter import bindings
from liamm.features.spaces.actions import decline_request, note_conversation, plan_welcome, welcome
from liamm.features.spaces.enums import LIVE_REQUESTS
from liamm.features.spaces.forms import AnswerForm, ConversationForm, MonthForm
from liamm.features.spaces.models import JoinRequest
from liamm.features.spaces.policies import Permission, policy
from liamm.features.spaces.queries import answered_lately, free_months, rank_of, waiting_list
from liamm.kernel import clock
from liamm.kernel.access import load_visible, opens
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt

_team = opens(policy, Permission.ANSWER_JOIN_REQUEST)


def _one(request: HttpRequest, pk: UUID) -> JoinRequest:
    seen = JoinRequest.objects.select_related("organisation", "person")
    return load_visible(policy, request.user, seen, pk=pk)


@_team
def requests(request: HttpRequest) -> HttpResponse:
    """Who waits, in the order they came; which months have room; what was answered lately."""
    seen = policy.visible_to(request.user, JoinRequest.objects.all())
    context = {"waiting": waiting_list(seen), "months": free_months(), "answered": answered_lately(seen)}
    return page(request, "spaces/requests.html", context)


@_team
def one_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request: what was said, the conversations, and what may be done; a note is added here."""
    found = _one(request, pk)
    form = ConversationForm(request.POST or None)
    tried = attempt(form, lambda: note_conversation(signed_in(request), found, **form.cleaned_data))
    if tried.done:
        tell(request, _("La conversation est notée."))
        return redirect("join_request", pk)
    return page(request, "spaces/request.html", _shown(found, form, tried.refusal))


def _shown(found: JoinRequest, form: ConversationForm, refusal: DomainError | None) -> dict[str, object]:
    talks = list(found.conversations.select_related("by"))
    live = found.state in LIVE_REQUESTS
    talk_first = bindings.welcome(clock.today()).value.integration.conversation and not talks
    return {
        "asked": found,
        "talks": talks,
        "live": live,
        "talk_first": talk_first,
        "place": rank_of(found) if live else 0,
        "form": form,
        "refusal": refusal,
    }


@_team
@require_POST
def welcome_now(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Welcome a newcomer today; a refusal is shown where the request is."""
    found = _one(request, pk)
    try:
        welcome(request.user, found)
    except DomainError as refusal:
        return page(request, "spaces/request.html", _shown(found, ConversationForm(), refusal))
    tell(request, _("%(name)s est dans la communauté.") % {"name": found.name})
    return redirect("join_requests")


@_team
def plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep a place in a month."""
    found = _one(request, pk)
    form = MonthForm(request.POST or None, months=free_months(found))
    tried = attempt(form, lambda: plan_welcome(request.user, found, **form.cleaned_data))
    if tried.result:
        month = date_format(form.cleaned_data["month"], "F Y")
        tell(request, _("Une place est gardée pour %(name)s en %(month)s.") % {"name": found.name, "month": month})
        return redirect("join_requests")
    return page(request, "spaces/plan.html", {"asked": found, "form": form, "refusal": tried.refusal})


@_team
def decline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say no, with its reason."""
    found = _one(request, pk)
    form = AnswerForm(request.POST or None)
    tried = attempt(form, lambda: decline_request(request.user, found, **form.cleaned_data))
    if tried.done:
        tell(request, _("Votre réponse est partie."))
        return redirect("join_requests")
    return page(request, "spaces/decline.html", {"asked": found, "form": form, "refusal": tried.refusal})
