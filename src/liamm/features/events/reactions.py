"""What happens to events because of their rooms, and to what people would like to learn because of events."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from liamm.features.booking.facts import BookingCancelled, BookingChanged
from liamm.features.events.actions import follow_rooms, lose_rooms, tell_answered
from liamm.features.events.enums import EventState, NeedState
from liamm.features.events.facts import EventOpened
from liamm.features.events.models import EventSession, TrainingNeed
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import reacts_to


@reacts_to(BookingChanged)
def follow(actor: Actor, fact: BookingChanged) -> None:
    """A date whose rooms were changed by another door follows them, and who comes is told."""
    del actor
    for session in _held(fact.subject_id):
        if (session.starts, session.ends, session.rooms) != (fact.starts, fact.ends, sorted(fact.rooms)):
            follow_rooms(SYSTEM, session, rooms=fact.rooms)


@reacts_to(BookingCancelled)
def lose(actor: Actor, fact: BookingCancelled) -> None:
    """A date whose rooms were given back by another door has none any more: who organises must find a place."""
    del actor
    for session in _held(fact.subject_id):
        lose_rooms(SYSTEM, session)


def _held(booking: UUID) -> QuerySet[EventSession]:
    """The date that a booking is for, if it still is."""
    rows = EventSession.objects.filter(booking=booking, off_at=None)
    return rows.exclude(event__state__in=[EventState.HELD, EventState.CANCELLED]).select_related(
        "event__organiser", "booking"
    )


@reacts_to(EventOpened)
def tell_who_asked(actor: Actor, fact: EventOpened) -> None:
    """All who would like to learn what an event teaches are told that it is announced."""
    del actor
    for need in TrainingNeed.objects.filter(event=fact.subject_id, state=NeedState.PLANNED).select_related("event"):
        tell_answered(SYSTEM, need)
