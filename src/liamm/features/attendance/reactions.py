"""What the day hears of events: it is over."""

from __future__ import annotations

from liamm.features.attendance.actions import send_away
from liamm.features.events.facts import EventHeld
from liamm.features.events.models import Event
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import reacts_to


@reacts_to(EventHeld)
def thank(actor: Actor, fact: EventHeld) -> None:
    """Those who came are written to, with what they take away."""
    del actor
    send_away(SYSTEM, Event.objects.get(pk=fact.subject_id))
