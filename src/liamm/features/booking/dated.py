"""What the rooms give to the agenda: bookings, rooms kept closed, and the days on which the house does not open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liamm.features.booking.calendars import SeriesRow, recurring_of
from liamm.features.booking.enums import BookingState
from liamm.features.booking.house import Known, known_on
from liamm.features.booking.models import Booking, Occupation
from liamm.features.booking.policies import policy
from liamm.features.charter.bindings.hours import named_holidays
from liamm.kernel.access import Actor
from liamm.kernel.extension import CalendarEntry, CalendarSource
from liamm.kernel.prepared import prepared


class _Row(NamedTuple):
    """What an entry says of a booking, its series after it."""

    pk: UUID
    reference: str
    title: str
    starts: datetime
    ends: datetime
    changed: datetime
    sequence: int
    booked_by: UUID | None
    space: UUID
    state: str
    occurrence: date | None
    rooms: list[int]


_OF_BOOKING = ("pk", "reference", "title", "starts", "ends", "changed_at", "sequence")
_WHOSE = ("booked_by_id", "space_id", "state", "occurrence")


def bookings_between(actor: Actor, first: date, last: date) -> Sequence[CalendarEntry]:
    """The bookings that touch the days between two, both included, each with its rooms (two queries)."""
    said = _Saying(actor.pk)
    return [said.entry(_Row(*row[:_WIDE]), _series(row[_WIDE:])) for row in _standing(actor, *_moments(first, last))]


@prepared
def _standing(actor: Actor, first: datetime, last: datetime) -> QuerySet[Booking, tuple[Any, ...]]:
    rooms = Occupation.objects.filter(booking=OuterRef("pk")).order_by("room").values("room")
    seen = policy.visible_to(actor, Booking.objects.standing().filter(starts__lt=last, ends__gt=first))
    of_series = [f"series__{name}" for name in SeriesRow._fields]
    return seen.order_by("starts", "pk").values_list(*_OF_BOOKING, *_WHOSE, ArraySubquery(rooms), *of_series)


_WIDE = len(_Row._fields)


def _series(columns: tuple[Any, ...]) -> SeriesRow | None:
    """The series of a booking, when it is of one."""
    return SeriesRow(*columns) if columns[0] else None


class _Saying:
    """Puts bookings in the words of the agenda of somebody; what many of them share is worked out once."""

    def __init__(self, reader: object) -> None:
        self.reader = reader
        self.names = cache(known_on().names)
        self.again = cache(recurring_of)
        self.before, _any, self.after = reverse("booking:booking", args=["~"]).partition("~")

    def entry(self, one: _Row, series: SeriesRow | None) -> CalendarEntry:
        """One booking."""
        rooms = tuple(one.rooms)
        return CalendarEntry(
            key=f"booking:{one.pk}",
            title=one.title,
            starts=one.starts,
            ends=one.ends,
            url=f"{self.before}{one.reference}{self.after}",
            place=self.names(rooms),
            changed=one.changed,
            sequence=one.sequence,
            mine=one.booked_by is not None and one.booked_by == self.reader,
            rooms=rooms,
            space=one.space,
            again=self.again(series) if series else None,
            occurrence=one.occurrence,
            tentative=one.state == BookingState.OPTION,
        )


def closures_between(actor: Actor, first: date, last: date) -> Sequence[CalendarEntry]:
    """Rooms kept closed, with their reason, and public holidays (two queries)."""
    del actor
    known = known_on()
    shut = [
        CalendarEntry(
            key=f"closure:{one.pk}",
            title=one.reason,
            starts=one.during.lower,
            ends=one.during.upper,
            url=reverse("booking:room", args=[one.room_id]),
            place=known.name(one.room_id),
            changed=one.created_at,
            rooms=(one.room_id,),
            busy=False,
        )
        for one in _closed(*_moments(first, last))
    ]
    return [*_holidays(known, first, last), *shut]


def _holidays(known: Known, first: date, last: date) -> list[CalendarEntry]:
    """Days on which the house does not open; where they stand follows from the calendar alone."""
    found = []
    for day, name in named_holidays(known.opening.version, first, last):
        starts, ends = _moments(day, day)
        found.append(
            CalendarEntry(
                key=f"holiday:{day.isoformat()}",
                title=str(_("Maison fermée : %(name)s") % {"name": name}),
                starts=starts,
                ends=ends,
                whole_day=True,
                busy=False,
            )
        )
    return found


@prepared
def _closed(first: datetime, last: datetime) -> QuerySet[Any]:
    kept = Occupation.objects.filter(living=True, booking=None, displacement=None).exclude(reason="")
    return kept.filter(during__startswith__lt=last, during__endswith__gt=first).order_by("during", "pk")


def _moments(first: date, last: date) -> tuple[datetime, datetime]:
    start = timezone.make_aware(datetime.combine(first, time.min))
    return start, timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))


def _places() -> Mapping[int, str]:
    return {room.number: room.name for room in known_on().rooms}


calendar = (
    CalendarSource("booking", _("Réservations"), _("Réservation"), bookings_between, _places),
    CalendarSource("closure", _("Fermetures"), _("Fermeture"), closures_between),
)
