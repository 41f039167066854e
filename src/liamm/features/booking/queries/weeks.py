"""The week of the rooms: who takes them for those who may read it, that they are taken for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import Func, QuerySet, Value
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.booking.house import Known, RoomShown, known_on
from liamm.features.booking.models import Booking, Occupation
from liamm.features.booking.policies import Permission, policy
from liamm.features.charter.bindings.hours import Hours, hours_of
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.prepared import prepared
from liamm.ui.dates import say_time

_YEARS = 5
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A time at which a room is taken: by what, when one may read it, or why it is closed."""

    hours: str
    words: str
    url: str = ""
    blocking: UUID | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One room on one day."""

    room: RoomShown
    taken: Sequence[Taken]


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day of the house: its rooms, or why it is closed."""

    day: date
    shut: str
    past: bool
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week of all the rooms, or of one; `monday` is its first day."""

    known: Known
    monday: date
    days: Sequence[DayLine]
    may_book: bool
    may_keep: bool

    @property
    def head(self) -> list[str]:
        """The columns of its table."""
        return [_("Jour"), *(room.name for room in self.known.rooms)]

    @property
    def before(self) -> date:
        """The week before."""
        return self.monday - _WEEK

    @property
    def after(self) -> date:
        """The week after."""
        return self.monday + _WEEK

    @property
    def sunday(self) -> date:
        """The last day."""
        return self.monday + _WEEK - _DAY


@dataclass(frozen=True, slots=True)
class RoomPage:
    """One room, and its week."""

    room: RoomShown
    week: WeekPage


_ByRoom = dict[tuple[int, date], list[Taken]]


def week_page(actor: Actor, asked: str) -> WeekPage:
    """The week that holds the day asked, this one when none is (three queries)."""
    known = known_on(_day(asked))
    return _week(actor, known, known.rooms, _day(asked))


def room_page(actor: Actor, number: int, asked: str) -> RoomPage:
    """One room of the house (three queries).

    Raises Http404 when the house has none of that number.
    """
    known = known_on(_day(asked))
    room = known.by_number.get(number)
    if room is None:
        raise Http404
    return RoomPage(room, _week(actor, known, [room], _day(asked)))


def _day(asked: str) -> date:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return clock.today()
    return day if abs(day.year - clock.today().year) <= _YEARS else clock.today()


def _week(actor: Actor, known: Known, rooms: Sequence[RoomShown], day: date) -> WeekPage:
    monday = day - timedelta(days=day.weekday())
    hours = hours_of(known.opening.version)
    taken = _taken(actor, monday)
    days = [monday + step * _DAY for step in range(7)]
    return WeekPage(
        known=known,
        monday=monday,
        days=[_line(one, hours, rooms, taken) for one in days if one.isoweekday() in hours.days],
        may_book=bool(policy.decide(actor, Permission.BOOK)),
        may_keep=bool(policy.decide(actor, Permission.BLOCK)),
    )


def _line(day: date, hours: Hours, rooms: Sequence[RoomShown], taken: _ByRoom) -> DayLine:
    shut = "" if hours.opened(day) else _("fermée : jour férié")
    cells = [Cell(room, taken.get((room.number, day), [])) for room in rooms]
    return DayLine(day, shut, day < clock.today(), cells)


def _taken(actor: Actor, monday: date) -> _ByRoom:
    """What takes each room on each day of a week (two queries, whatever it holds)."""
    first, last = (timezone.make_aware(datetime.combine(day, time())) for day in (monday, monday + _WEEK))
    held = _held(first, last)
    titles = {one.pk: one for one in _readable(actor, [row.booking_id for row in held if row.booking_id])}
    found: _ByRoom = defaultdict(list)
    for row in held:
        starts, ends = (timezone.localtime(moment) for moment in _times(row))
        for step in range((ends.date() - starts.date()).days + 1):
            day = starts.date() + step * _DAY
            found[row.room_id, day].append(_said(row, titles, _hours(starts, ends, day)))
    return found


def _times(row: Occupation) -> tuple[datetime, datetime]:
    """What people are there for, without the time of arranging and restoring."""
    return (row.booking.starts, row.booking.ends) if row.booking else (row.during.lower, row.during.upper)


def _hours(starts: datetime, ends: datetime, day: date) -> str:
    if starts.date() < day < ends.date():
        return _("toute la journée")
    if starts.date() < day:
        return _("jusqu’à %(end)s") % {"end": say_time(ends.time())}
    if ends.date() > day:
        return _("à partir de %(start)s") % {"start": say_time(starts.time())}
    return _("%(start)s à %(end)s") % {"start": say_time(starts.time()), "end": say_time(ends.time())}


def _said(row: Occupation, readable: Mapping[UUID, Booking], hours: str) -> Taken:
    if row.booking_id is None:
        return Taken(hours, row.reason, blocking=row.pk)
    booking = readable.get(row.booking_id)
    if booking is None:
        return Taken(hours, _("prise"))
    return Taken(hours, booking.title, booking.get_absolute_url())


@prepared
def _held(first: datetime, last: datetime) -> QuerySet[Occupation]:
    around = Func(Value(first), Value(last), function="tstzrange", output_field=DateTimeRangeField())
    rows = Occupation.objects.filter(living=True, during__overlap=around).select_related("booking")
    return rows.only("room_id", "during", "reason", "booking__starts", "booking__ends").order_by("during", "room_id")


@prepared
def _readable(actor: Actor, ids: list[UUID]) -> QuerySet[Booking]:
    return policy.visible_to(actor, Booking.objects.filter(pk__in=ids)).only("title", "reference")
