"""What guests learn because of what happened to a booking, and what becomes of how they get in."""

from __future__ import annotations

from liamm.features.booking.enums import STANDING
from liamm.features.booking.facts import (
    BookingCancelled,
    BookingChanged,
    BookingReleased,
    BookingRestored,
    OptionLapsed,
)
from liamm.features.booking.models import Booking
from liamm.features.welcome.actions import recall_access, tell_guests
from liamm.features.welcome.models import AccessCode, AccessLetter, Guest
from liamm.features.welcome.whereabouts import mark_of
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import Fact, reacts_to


@reacts_to(BookingChanged, BookingCancelled, OptionLapsed, BookingReleased, BookingRestored)
def let_guests_know(actor: Actor, fact: Fact) -> None:
    """Those who are asked or come are written to, when there are any."""
    del actor
    if Guest.objects.filter(booking=fact.subject_id).awaited().exists():
        tell_guests(SYSTEM, Booking.objects.select_related("booked_by").get(pk=fact.subject_id))


@reacts_to(BookingChanged, BookingCancelled, OptionLapsed, BookingReleased)
def recall_how_to_get_in(actor: Actor, fact: Fact) -> None:
    """A code lives as long as its booking and no longer, and what was written of it is true or gone."""
    del actor
    booking = Booking.objects.get(pk=fact.subject_id)
    own = AccessCode.objects.living().filter(booking=booking)
    written = AccessLetter.objects.filter(booking=booking)
    if booking.state in STANDING:
        written = written.exclude(told__startswith=mark_of(booking)[:40])
    if own.exists() or written.exists():
        recall_access(SYSTEM, booking)
