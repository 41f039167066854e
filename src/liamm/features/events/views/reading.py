"""Events for everybody: those to come, those that were, one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from liamm.features.events.policies import Permission, policy
from liamm.features.events.queries import calls, coming_events, event_page, past_events
from liamm.kernel.access import public
from liamm.ui.page import page


@public
def coming(request: HttpRequest) -> HttpResponse:
    """What is to come."""
    context = {
        "events": coming_events(request.user),
        "calls": calls(),
        "may_plan": bool(policy.decide(request.user, Permission.PLAN, None)),
        "may_call": bool(policy.decide(request.user, Permission.OPEN_CALL)),
    }
    return page(request, "events/coming.html", context)


@public
def past(request: HttpRequest) -> HttpResponse:
    """What was."""
    return page(request, "events/past.html", {"events": past_events(request.user)})


@public
def event(request: HttpRequest, reference: str) -> HttpResponse:
    """One event."""
    return page(request, "events/event.html", {"page": event_page(request.user, reference)})
