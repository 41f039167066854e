"""Who comes on a day, for whoever opens the door."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
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
from liamm.kernel.prepared import prepared

_NEXT = 6
"""How many of those to come a glance takes in."""


class GatheringLine(NamedTuple):
    """One booking of the day in a line."""

    reference: str
    title: str
    when: str
    where: str
    newcomers: int
    without_code: bool


@dataclass(frozen=True, slots=True)
class LeftToday:
    """What of today is not over: the next ones in a line each, and how many come after them."""

    lines: Sequence[GatheringLine]
    others: int


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

    @property
    def line(self) -> GatheringLine:
        """The same in a line."""
        newcomers = len(self.newcomers)
        return GatheringLine(
            self.booking.reference, self.booking.title, self.when, self.where, newcomers, self.without_code
        )


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
    bookings = _confirmed(*_moments(day))
    before, after = day - timedelta(days=1), day + timedelta(days=1)
    if not bookings:
        return Day(day, before, after, [])
    ids = [booking.pk for booking in bookings]
    people, guests = expected_at(ids), defaultdict[UUID, list[Guest]](list)
    for guest in _awaited(ids):
        guests[guest.booking_id].append(guest)
    rooms, codes = rooms_by_booking(bookings), _codes()
    found = [_gathering(one, people[one.pk], guests[one.pk], rooms.get(one.pk, ""), codes) for one in bookings]
    return Day(day, before, after, found)


def left_today() -> LeftToday:
    """What is not over in the house today: the next ones in a line each (seven queries at most), how many after."""
    _start, end = _moments(clock.today())
    left = _briefly(clock.now(), end)
    bookings = left[:_NEXT]
    if not bookings:
        return LeftToday([], 0)
    people, rooms, codes = expected_at([one.pk for one in bookings]), rooms_by_booking(bookings), _codes()
    lines = [_gathering(one, people[one.pk], (), rooms.get(one.pk, ""), codes).line for one in bookings]
    return LeftToday(lines, len(left) - len(lines))


def _moments(day: date) -> tuple[datetime, datetime]:
    start, end = (timezone.make_aware(datetime.combine(one, time())) for one in (day, day + timedelta(days=1)))
    return start, end


@prepared
def _confirmed(start: datetime, end: datetime) -> QuerySet[Booking]:
    return _on(start, end).select_related("booked_by")


@prepared
def _briefly(start: datetime, end: datetime) -> QuerySet[Booking]:
    return _on(start, end).only("reference", "title", "starts", "ends")


def _on(start: datetime, end: datetime) -> QuerySet[Booking]:
    rows = Booking.objects.filter(state=BookingState.CONFIRMED, starts__lt=end, ends__gt=start)
    return rows.order_by("starts", "pk")


@prepared
def _awaited(bookings: list[UUID]) -> QuerySet[Guest]:
    return Guest.objects.awaited().filter(booking__in=bookings)


@prepared
def _codes() -> QuerySet[AccessCode]:
    """Those of the door; none at all in a house without keypad."""
    return AccessCode.objects.living().filter(opens=Opens.DOOR)


def _gathering(
    booking: Booking, people: Sequence[Expected], guests: Sequence[Guest], where: str, codes: Sequence[AccessCode]
) -> Gathering:
    return Gathering(
        booking=booking,
        when=when(booking),
        where=where,
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
