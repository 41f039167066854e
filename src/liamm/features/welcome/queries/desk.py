"""Who comes on a day, for whoever opens the door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from liamm.features.booking.enums import BookingState
from liamm.features.booking.models import Booking
from liamm.features.booking.queries import rooms_by_booking
from liamm.features.welcome.enums import GuestState, Opens
from liamm.features.welcome.models import AccessCode, Guest
from liamm.features.welcome.whereabouts import when
from liamm.kernel import clock
from liamm.kernel.expected import expected_at
from liamm.kernel.extension import Expected


@dataclass(frozen=True, slots=True)
class Gathering:
    """One booking of the day: who is sure to come, who comes for the first time, what somebody needs."""

    booking: Booking
    when: str
    where: str
    people: Sequence[Expected]
    waiting: int
    newcomers: Sequence[Expected]
    needs: Sequence[tuple[str, str]]
    without_code: bool

    @property
    def coming(self) -> int:
        """How many are sure to come."""
        return sum(one.people for one in self.people)


@dataclass(frozen=True, slots=True)
class Day:
    """All that happens in the house on a day."""

    day: date
    before: date
    after: date
    gatherings: Sequence[Gathering]

    @property
    def newcomers(self) -> int:
        """How many come for the first time."""
        return sum(len(one.newcomers) for one in self.gatherings)

    @property
    def people(self) -> int:
        """How many are sure to come."""
        return sum(one.coming for one in self.gatherings)


def day_of(day: date) -> Day:
    """Who comes on a day (eight queries at most)."""
    start, end = (timezone.make_aware(datetime.combine(one, time())) for one in (day, day + timedelta(days=1)))
    rows = Booking.objects.filter(state=BookingState.CONFIRMED, starts__lt=end, ends__gt=start)
    guests = Prefetch("guests", Guest.objects.awaited())
    bookings = list(rows.select_related("booked_by").prefetch_related(guests).order_by("starts", "pk"))
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    if not bookings:
        return Day(day, before, after, [])
    people = expected_at([booking.pk for booking in bookings])
    rooms = rooms_by_booking(bookings)
    codes = list(AccessCode.objects.living().filter(opens=Opens.DOOR))  # none at all in a house without keypad
    found = [_gathering(one, people[one.pk], rooms, codes) for one in bookings]
    return Day(day, before, after, found)


def _gathering(
    booking: Booking, people: Sequence[Expected], rooms: Mapping[UUID, str], codes: Sequence[AccessCode]
) -> Gathering:
    guests = list(booking.guests.all())
    return Gathering(
        booking=booking,
        when=when(booking),
        where=rooms.get(booking.pk, ""),
        people=people,
        waiting=Counter(guest.state for guest in guests)[GuestState.ASKED],
        newcomers=[one for one in people if one.first_visit],
        needs=_needs(guests, people),
        without_code=bool(codes) and not any(_opens(code, booking) for code in codes),
    )


def _needs(guests: Sequence[Guest], people: Sequence[Expected]) -> list[tuple[str, str]]:
    """What somebody needs to be able to come: guests, whether they answered or not, then who comes otherwise."""
    asked = [(str(guest), guest.access_need) for guest in guests if guest.access_need]
    return asked + [(one.name or one.address, one.need) for one in people if one.need]


def _opens(code: AccessCode, booking: Booking) -> bool:
    if code.booking_id:
        return code.booking_id == booking.pk
    return bool(code.starts and code.ends and code.starts < booking.ends and code.ends > booking.starts)


def today() -> Day:
    """Who comes today."""
    return day_of(clock.today())
