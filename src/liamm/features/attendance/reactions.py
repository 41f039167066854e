"""What the day hears of events: it is over."""

from __future__ import annotations

from liamm.features.attendance.actions import forget_agreements, send_away
from liamm.features.events.facts import EventHeld, RegistrationForgotten
from liamm.features.events.models import Event, Registration
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import reacts_to


@reacts_to(EventHeld)
def thank(actor: Actor, fact: EventHeld) -> None:
    """Those who came are written to, with what they take away."""
    del actor
    send_away(SYSTEM, Event.objects.get(pk=fact.subject_id))


@reacts_to(RegistrationForgotten)
def forget(actor: Actor, fact: RegistrationForgotten) -> None:
    """What somebody said of photos in general goes with what names them."""
    del actor
    if fact.what == "name":
        forget_agreements(SYSTEM, Registration.objects.get(pk=fact.subject_id))
