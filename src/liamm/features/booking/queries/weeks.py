"""The week of the rooms: who takes them for those who may read it, that they are taken for everybody."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from django.db.models import BigIntegerField, CharField, DateTimeField, F, Func, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Extract
from django.http import Http404
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liamm.features.booking.enums import BookingState
from liamm.features.booking.house import Known, RoomShown, around, known_on
from liamm.features.booking.models import Booking, Occupation
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries.closures import closure_key, kept_for
from liamm.features.booking.rules.asking import Beside
from liamm.features.booking.rules.gaps import SHORTEST, Minutes, gaps
from liamm.features.booking.rules.spans import Span
from liamm.features.booking.wanting import Wanted
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

    Arranging and restoring it begins at `since` and ends at `until`; `booking` is the reference of what one may read,
    `blocking` the identifier of a closure, `of` the page of what holds it, if any; `option` says that it is not sure.
    """

    starts: int
    ends: int
    since: int
    until: int
    hours: str
    words: str
    booking: str = ""
    blocking: str = ""
    option: bool = False
    of: str = ""


class Gap(NamedTuple):
    """A time of a day at which a room may be asked for, in words and on the clock."""

    hours: str
    starts: str
    ends: str


class Cell(NamedTuple):
    """One room on one day: `free` when one may ask for it, `shut` why one cannot come.

    `open_at` is when people may be in it, in minutes from midnight; `gaps` what is left of it.
    """

    number: int
    name: str
    free: bool
    shut: str
    open_at: tuple[Minutes, ...]
    taken: tuple[Taken, ...]
    gaps: tuple[Gap, ...]


class DayLine(NamedTuple):
    """One day of the house: its rooms; `said` is the day in words, `beside` the hours opened beside the others.

    `more` goes with the address at which one books: what was said of the people and the layout.
    """

    day: date
    said: str
    beside: str
    more: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class WeekPage:
    """A week of all the rooms, or of one; `monday` is its first day."""

    known: Known
    rooms: Sequence[RoomShown]
    monday: date
    days: Sequence[DayLine]
    wanted: Wanted
    may_book: bool
    may_keep: bool

    @property
    def head(self) -> list[str]:
        """The columns of its table."""
        return [_("Jour"), *(room.name for room in self.rooms)]

    @property
    def gone(self) -> Sequence[DayLine]:
        """The days of the week under way that are over; none when nothing is left of it."""
        today = clock.today()
        gone = [line for line in self.days if line.day < today]
        return gone if self.monday <= today and len(gone) < len(self.days) else []

    @property
    def left(self) -> Sequence[DayLine]:
        """The others."""
        return self.days[len(self.gone) :]

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


_Held = tuple[int, int, int, int, int, str, str, str, bool]
"""A room, from and until when people are in it and when it is taken (seconds on the clock of the house), why, for what,
which row, and whether it is an option.
"""
_ByRoom = Mapping[tuple[int, date], Sequence[Taken]]


def house_of_week(asked: str) -> Known:
    """The house as it is on the day asked (one query)."""
    return known_on(_day(asked))


def week_page(actor: Actor, known: Known, asked: str, wanted: Wanted) -> WeekPage:
    """The week that holds the day asked, this one when none is, of the rooms that suit (three queries)."""
    return _week(actor, known, [room for room in known.rooms if wanted.suits(room)], _day(asked), wanted)


def room_page(actor: Actor, number: int, asked: str) -> RoomPage:
    """One room of the house (four queries; two more, and those of the calendars, for who may open it again).

    Raises Http404 when the house has none of that number.
    """
    known = known_on(_day(asked))
    room = known.by_number.get(number)
    if room is None:
        raise Http404
    day = _day(asked)
    kept = _kept(actor, number, _monday(day)) if policy.decide(actor, Permission.BLOCK) else {}
    return RoomPage(room, _week(actor, known, [room], day, Wanted(), kept))


def _kept(actor: Actor, number: int, monday: date) -> Mapping[str, str]:
    """The pages of what holds the closures of a room in a week, by the key of each."""
    rows = Occupation.objects.closures().filter(room_id=number, during__overlap=around(*_bounds(monday)))
    return kept_for(actor, list(rows))


def _day(asked: str) -> date:
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return clock.today()
    return day if abs(day.year - clock.today().year) <= _YEARS else clock.today()


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _bounds(monday: date) -> tuple[datetime, datetime]:
    """The first moment of a week, and that of the next."""
    first, last = (timezone.make_aware(datetime.combine(day, time())) for day in (monday, monday + _WEEK))
    return first, last


def _week(
    actor: Actor,
    known: Known,
    rooms: Sequence[RoomShown],
    day: date,
    wanted: Wanted,
    kept: Mapping[str, str] = MappingProxyType({}),
) -> WeekPage:
    monday = _monday(day)
    hours = hours_of(known.opening.version)
    taken = _taken(actor, monday, kept)
    days = [monday + step * _DAY for step in range(7)]
    beside = _beside(known, days)
    may_book = bool(policy.decide(actor, Permission.BOOK))
    return WeekPage(
        known=known,
        rooms=rooms,
        monday=monday,
        wanted=wanted,
        days=[
            _line(one, beside[one], _Cells(known, hours, rooms, taken, wanted, may_book=may_book))
            for one in days
            if one.isoweekday() in hours.days or beside[one]
        ],
        may_book=may_book,
        may_keep=bool(policy.decide(actor, Permission.BLOCK)),
    )


@dataclass(frozen=True)
class _Cells:
    """What each day is made of."""

    known: Known
    hours: Hours
    rooms: Sequence[RoomShown]
    taken: _ByRoom
    wanted: Wanted
    may_book: bool

    def usual(self, day: date) -> list[Span]:
        """When the house is open on a day, nothing being opened beside."""
        return self.known.calendar.windows(day, [])


def _line(day: date, beside: Sequence[Beside], made: _Cells) -> DayLine:
    today = clock.today()
    said = [_hours(_minute(one.starts), _minute(one.ends) or _MINUTES, get_language() or "") for one in beside]
    return DayLine(
        day,
        say_day(day, today),
        ", ".join(said),
        made.wanted.more,
        tuple(_cell(room, day, made, beside, asked=made.may_book and day >= today) for room in made.rooms),
    )


def _cell(room: RoomShown, day: date, made: _Cells, beside: Sequence[Beside], *, asked: bool) -> Cell:
    windows = made.known.calendar.windows(day, [room.number]) if beside else made.usual(day)
    shut = "" if windows else _("fermée : jour férié") if day in made.hours.holidays else _("fermée")
    taken = tuple(made.taken.get((room.number, day), ()))
    open_at = tuple(_still(one, day) for one in windows)
    over = day < clock.today() or all(first >= last for first, last in open_at)
    shut = shut or (_("passé") if over else "")
    free = asked and not shut and not room.closed
    found = _gaps(room, open_at, taken) if free and made.wanted.listed else ()
    return Cell(room.number, room.name, free, shut, open_at, taken, found)


def _gaps(room: RoomShown, open_at: Sequence[Minutes], taken: Sequence[Taken]) -> tuple[Gap, ...]:
    left = gaps(open_at, [(one.since, one.until) for one in taken], room.setup, room.restore)
    return tuple(Gap(_hours(first, last, get_language() or ""), _said(first), _said(last)) for first, last in left)


def _still(window: Span, day: date) -> Minutes:
    """A window of a day in minutes; that of today begins at the half-hour that is not past."""
    opens, closes = _minute(window[0]), _minute(window[1]) or _MINUTES
    now = timezone.localtime(clock.now())
    if now.date() != day:
        return opens, closes
    return min(max(opens, -(-(now.hour * 60 + now.minute) // SHORTEST) * SHORTEST), closes), closes


def _said(minutes: int) -> str:
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _beside(known: Known, days: Sequence[date]) -> Mapping[date, Sequence[Beside]]:
    """What is opened beside the hours on each day (one query)."""
    found: dict[date, list[Beside]] = {day: [] for day in days}
    for one in known.beside:
        found.setdefault(timezone.localdate(one.starts), []).append(one)
    return found


def _taken(actor: Actor, monday: date, kept: Mapping[str, str]) -> _ByRoom:
    """What takes each room on each day of a week (two queries, whatever it holds)."""
    first, last = _bounds(monday)
    titles: Mapping[str, str] = dict(_readable(actor, first, last))
    found: dict[tuple[int, date], list[Taken]] = defaultdict(list)
    for room, starts, ends, since, until, reason, booking, row, option in _held(first, last):
        begins, over = divmod(starts // 60, _MINUTES), divmod(ends // 60, _MINUTES)
        title = titles.get(booking)
        words = reason if not booking else _("prise") if title is None else title
        for day in range(begins[0], over[0] + (over[1] > 0)):
            start, end = begins[1] if day == begins[0] else 0, over[1] if day == over[0] else _MINUTES
            hours, read = _hours(start, end, get_language() or ""), title is not None
            around_it = max(0, since // 60 - day * _MINUTES), min(_MINUTES, until // 60 - day * _MINUTES)
            of = kept.get(closure_key(row), "") if kept else ""
            shown, closure = booking if read else "", "" if booking else row
            said = Taken(start, end, *around_it, hours, words, shown, closure, option, of)
            found[room, date.fromordinal(_FIRST_DAY + day)].append(said)
    return found


def _minute(moment: datetime) -> int:
    local = timezone.localtime(moment)
    return local.hour * 60 + local.minute


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


def _clock(moment: Combinable) -> Cast:
    """A moment in seconds on the clock of the house: whole numbers are read ten times as fast as moments."""
    return Cast(Extract(moment, "epoch"), BigIntegerField())


def _bound(function: str) -> Func:
    return Func(F("during"), function=function, output_field=DateTimeField())


@prepared
def _held(first: datetime, last: datetime) -> QuerySet[Occupation, _Held]:
    """What people are there for, without the time of arranging and restoring."""
    rows = Occupation.objects.filter(living=True, during__overlap=around(first, last))
    return rows.order_by("during", "room_id").values_list(
        "room_id",
        _clock(Coalesce("booking__starts", _bound("lower"))),
        _clock(Coalesce("booking__ends", _bound("upper"))),
        _clock(_bound("lower")),
        _clock(_bound("upper")),
        "reason",
        Coalesce("booking__reference", Value("")),
        Cast("pk", CharField()),
        Coalesce(Q(booking__state=BookingState.OPTION), Value(value=False)),
    )


@prepared
def _readable(actor: Actor, first: datetime, last: datetime) -> QuerySet[Booking, tuple[str, str]]:
    rows = Booking.objects.filter(occupations__living=True, occupations__during__overlap=around(first, last))
    return policy.visible_to(actor, rows).values_list("reference", "title")
