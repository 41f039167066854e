"""A page with one form that does one thing to an event, and what one click does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from liamm.features.events.forms import fills
from liamm.features.events.models import Event
from liamm.features.events.policies import Permission, policy
from liamm.features.events.queries import load_event
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell
from liamm.ui.submitting import Attempt, attempt


@dataclass(frozen=True, slots=True)
class Words:
    """What the page and its button say, and what is said once it is done."""

    heading: str
    button: str
    done: str


def to_prepare(request: HttpRequest, reference: str) -> Event:
    """One event that the actor prepares.

    Raises Http404 or Refused.
    """
    event = load_event(request.user, reference)
    decision = policy.decide(request.user, Permission.PREPARE, event)
    if not decision:
        raise Refused(decision)
    return event


def carry_out(
    request: HttpRequest, event: Event, form: BaseForm, act: Callable[[], object], words: Words, **more: object
) -> HttpResponse:
    """Show the form with what `more` is on the page; once it is sent, do the act.

    An offer that is taken fills the form and sends nothing.
    """
    taking = fills(request.POST)
    tried: Attempt[object] = Attempt() if taking else attempt(form, act)
    if tried.done:
        tell(request, words.done)
        return redirect(tried.result if isinstance(tried.result, Event) else event)
    context = {"form": form, "refusal": tried.refusal, "event": event, "words": words, "taking": taking, **more}
    return page(request, "events/act.html", context)


def at_once(request: HttpRequest, event: Event, act: Callable[[], object], done: str) -> HttpResponse:
    """Do what a button asks, and say what came of it on the page of the event."""
    try:
        act()
    except DomainError as refusal:
        refuse(request, refusal)
    else:
        tell(request, done)
    return redirect(event)
