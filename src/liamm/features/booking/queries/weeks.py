"""The week of the rooms: who takes them for those who may read it, that they are taken for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from django.contrib.postgres.fields import DateTimeRangeField
from django.db.models import BigIntegerField, CharField, DateTimeField, F, Func, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Extract
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liamm.features.booking.house import Known, RoomShown, known_on
from liamm.features.booking.models import Booking, Occupation
from liamm.features.booking.policies import Permission, policy
from liamm.features.charter.bindings.hours import Hours, hours_of
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.prepared import prepared
from liamm.ui.dates import say_day, say_time

_YEARS = 5
_WEEK = timedelta(days=7)
_DAY = timedelta(days=1)
_MINUTES = 24 * 60
_FIRST_DAY = date(1970, 1, 1).toordinal()


class Taken(NamedTuple):
    """A time of a day at which a room is taken, in minutes from midnight: by what one may read, or why it is closed.

    `booking` is the reference of what one may read; `blocking` the identifier of a closure.
    """

    starts: int
    ends: int
    hours: str
    words: str
    booking: str = ""
    blocking: str = ""


class Cell(NamedTuple):
    """One room on one day: `free` when one may ask for it."""

    number: int
    name: str
    free: bool
    taken: tuple[Taken, ...]


class DayLine(NamedTuple):
    """One day of the house: its rooms, or why it is closed; `said` is the day in words."""

    day: date
    said: str
    shut: str
    cells: tuple[Cell, ...]


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


_Held = tuple[int, int, int, str, str, str]
"""A room, from and until when people are in it (seconds on the clock of the house), why, for what, and which row."""
_ByRoom = Mapping[tuple[int, date], Sequence[Taken]]


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
    may_book = bool(policy.decide(actor, Permission.BOOK))
    return WeekPage(
        known=known,
        monday=monday,
        days=[_line(one, hours, rooms, taken, may_book=may_book) for one in days if one.isoweekday() in hours.days],
        may_book=may_book,
        may_keep=bool(policy.decide(actor, Permission.BLOCK)),
    )


def _line(day: date, hours: Hours, rooms: Sequence[RoomShown], taken: _ByRoom, *, may_book: bool) -> DayLine:
    shut = "" if hours.opened(day) else _("fermée : jour férié")
    asked = may_book and day >= clock.today()
    cells = [
        Cell(room.number, room.name, asked and not room.closed, tuple(taken.get((room.number, day), ())))
        for room in rooms
    ]
    return DayLine(day, say_day(day, clock.today()), shut, tuple(cells))


def _taken(actor: Actor, monday: date) -> _ByRoom:
    """What takes each room on each day of a week (two queries, whatever it holds)."""
    first, last = (timezone.make_aware(datetime.combine(day, time())) for day in (monday, monday + _WEEK))
    titles: Mapping[str, str] = dict(_readable(actor, first, last))
    found: dict[tuple[int, date], list[Taken]] = defaultdict(list)
    for room, starts, ends, reason, booking, row in _held(first, last):
        begins, until = divmod(starts // 60, _MINUTES), divmod(ends // 60, _MINUTES)
        title = titles.get(booking)
        words = reason if not booking else _("prise") if title is None else title
        for day in range(begins[0], until[0] + (until[1] > 0)):
            start, end = begins[1] if day == begins[0] else 0, until[1] if day == until[0] else _MINUTES
            hours, read = _hours(start, end, get_language() or ""), title is not None
            said = Taken(start, end, hours, words, booking if read else "", "" if booking else row)
            found[room, date.fromordinal(_FIRST_DAY + day)].append(said)
    return found


@lru_cache(maxsize=1024)
def _hours(start: int, end: int, language: str) -> str:
    """From when until when on one day, in words."""
    del language
    said = {"start": say_time(time(*divmod(start, 60))), "end": say_time(time(*divmod(end % _MINUTES, 60)))}
    if start == 0 and end == _MINUTES:
        return _("toute la journée")
    if start == 0:
        return _("jusqu’à %(end)s") % said
    return (_("à partir de %(start)s") if end == _MINUTES else _("%(start)s à %(end)s")) % said


def _around(first: datetime, last: datetime) -> Func:
    # One range and not two comparisons: the index of the exclusion constraint finds them.
    return Func(Value(first), Value(last), function="tstzrange", output_field=DateTimeRangeField())


def _clock(moment: Combinable) -> Cast:
    """A moment in seconds on the clock of the house: whole numbers are read ten times as fast as moments."""
    return Cast(Extract(moment, "epoch"), BigIntegerField())


def _bound(function: str) -> Func:
    return Func(F("during"), function=function, output_field=DateTimeField())


@prepared
def _held(first: datetime, last: datetime) -> QuerySet[Occupation, _Held]:
    """What people are there for, without the time of arranging and restoring."""
    rows = Occupation.objects.filter(living=True, during__overlap=_around(first, last))
    return rows.order_by("during", "room_id").values_list(
        "room_id",
        _clock(Coalesce("booking__starts", _bound("lower"))),
        _clock(Coalesce("booking__ends", _bound("upper"))),
        "reason",
        Coalesce("booking__reference", Value("")),
        Cast("pk", CharField()),
    )


@prepared
def _readable(actor: Actor, first: datetime, last: datetime) -> QuerySet[Booking, tuple[str, str]]:
    rows = Booking.objects.filter(occupations__living=True, occupations__during__overlap=_around(first, last))
    return policy.visible_to(actor, rows).values_list("reference", "title")
