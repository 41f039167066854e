"""What acts on an event have in common: it is held while it changes, its rooms are given back, who comes is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from liamm.features.booking.actions import cancel_booking
from liamm.features.events.letters import DateLetter, EventCancelledLetter
from liamm.features.events.models import Event, EventSession, Registration
from liamm.features.events.saying import DateSaid
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.actions import DomainError
from liamm.kernel.post.letters import post


def alive(event: Event) -> Event:
    """An event as it is now, held until the end of the transaction.

    Raises DomainError when it is over or cancelled.
    """
    event = (
        Event.objects.select_for_update(of=("self",), no_key=True).select_related("organiser", "space").get(pk=event.pk)
    )
    if not event.is_alive:
        raise DomainError(_("Cet événement est passé ou annulé : il ne change plus."))
    return event


def hand_of(actor: Actor, session: EventSession) -> Actor:
    """By whose hand the rooms of a date change: who may change the event may, also what somebody else booked for it."""
    own = session.booking is not None and session.booking.booked_by_id == actor.pk
    return actor if own else SYSTEM


def free_rooms(actor: Actor, session: EventSession, reason: str) -> None:
    """Give the rooms of a date back."""
    if session.booking and session.booking.is_coming:
        cancel_booking(actor, session.booking, reason=reason)


def tell_cancelled(event: Event, registration: Registration, dates: Iterable[DateSaid]) -> None:
    """Write to one of those who were to come."""
    whole = registration.seating.session_id is None
    mine = [one for one in dates if whole or one.session.pk == registration.seating.session_id]
    post(EventCancelledLetter(registration=registration, event=event, dates=mine), registration.recipient)


def put_dates(registration: Registration, event: Event, dates: Sequence[DateSaid]) -> None:
    """Put the dates to come in the calendar of who comes, by one letter; none when nothing is to come."""
    ahead = [one for one in dates if one.session.is_coming]
    if ahead:
        post(DateLetter(registration=registration, event=event, dates=ahead), registration.recipient)
