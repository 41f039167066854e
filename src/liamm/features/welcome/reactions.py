"""What guests learn because of what happened to a booking."""

from __future__ import annotations

from liamm.features.booking.facts import (
    BookingCancelled,
    BookingChanged,
    BookingReleased,
    BookingRestored,
    OptionLapsed,
)
from liamm.features.booking.models import Booking
from liamm.features.welcome.actions import tell_guests
from liamm.features.welcome.models import Guest
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import Fact, reacts_to


@reacts_to(BookingChanged, BookingCancelled, OptionLapsed, BookingReleased, BookingRestored)
def let_guests_know(actor: Actor, fact: Fact) -> None:
    """Those who are asked or come are written to, when there are any."""
    del actor
    if Guest.objects.filter(booking=fact.subject_id).awaited().exists():
        tell_guests(SYSTEM, Booking.objects.select_related("booked_by").get(pk=fact.subject_id))
