"""The agenda as its page shows it, and the calendars that follow it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.agenda.addresses import address_of
from liamm.features.agenda.enums import Scope, View
from liamm.features.agenda.gathering import Narrowed, gathered, places, sources
from liamm.features.agenda.models import Feed
from liamm.features.agenda.policies import policy
from liamm.features.agenda.rules import around, span_of, spread, weeks_of
from liamm.features.spaces.models import Space
from liamm.features.spaces.queries import circles
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.extension import CalendarEntry, CalendarSource
from liamm.kernel.post.letters import absolute
from liamm.kernel.prepared import prepared
from liamm.ui.dates import say_day, say_time

_MOMENT = timedelta(microseconds=1)
_YEARS = 5


class EntryLine(NamedTuple):
    """One thing of a day, in words: when, what, where, and of which kind."""

    hours: str
    title: str
    url: str
    place: str
    kind: str
    mine: bool


class DayCell(NamedTuple):
    """One day and what is on it; `beyond` the month that is shown; `said` and `number` are the day in words.

    `gone` when it is over and today is shown too.
    """

    day: date
    said: str
    weekday: str
    number: int
    beyond: bool
    today: bool
    gone: bool
    lines: tuple[EntryLine, ...]


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """What is dated in a span, day by day; in a month, week by week."""

    view: View
    day: date
    first: date
    last: date
    before: date
    after: date
    days: Sequence[DayCell]
    weeks: Sequence[Sequence[DayCell]]
    empty: bool

    @property
    def gone(self) -> int:
        """How many days that are over are shown with today."""
        return sum(one.gone and not one.beyond for week in [self.days, *self.weeks] for one in week)

    @property
    def week_days(self) -> list[str]:
        """The names of the days, from Monday on."""
        return [str(name).capitalize() for name in WEEKDAYS.values()]


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A calendar that follows: what, its secret address, and when it was read last."""

    feed: Feed
    what: str
    address: str


def agenda_page(actor: Actor, view: View, day: date, narrowed: Narrowed) -> AgendaPage:
    """The agenda around a day (as many queries as its sources need, however much they give)."""
    first, last = span_of(view, day)
    found = gathered(actor, first, last, narrowed)
    by_day = spread(_placed(found), first, last)
    month = view == View.MONTH
    weeks = [[_cell(one, first, last, by_day) for one in week] for week in weeks_of(first, last)] if month else []
    span = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    shown = [one for one in span if one in by_day or view in {View.DAY, View.WEEK}]
    before, after = around(view, day)
    return AgendaPage(
        view=view,
        day=day,
        first=first,
        last=last,
        before=before,
        after=after,
        days=[] if month else [_cell(one, first, last, by_day) for one in shown],
        weeks=weeks,
        empty=not found,
    )


class _Placed(NamedTuple):
    """What is dated, from when until when on the clock of the house, its last moment, and of which kind in words."""

    entry: CalendarEntry
    starts: datetime
    ends: datetime
    last: datetime
    kind: str


def _placed(found: Iterable[tuple[CalendarSource, CalendarEntry]]) -> Iterator[tuple[date, date, _Placed]]:
    """Each between the days that it touches; one that ends at midnight does not touch the day after."""
    zone, labels = timezone.get_current_timezone(), {source.kind: str(source.one) for source in sources()}
    for source, entry in found:
        starts, ends = entry.starts.astimezone(zone), entry.ends.astimezone(zone)
        last = max(entry.ends - _MOMENT, entry.starts).astimezone(zone)
        yield starts.date(), last.date(), _Placed(entry, starts, ends, last, labels[source.kind])


def _cell(day: date, first: date, last: date, by_day: Mapping[date, Sequence[_Placed]]) -> DayCell:
    today, language = clock.today(), get_language() or ""
    return DayCell(
        day=day,
        said=say_day(day, today),
        weekday=str(WEEKDAYS[day.weekday()]),
        number=day.day,
        beyond=not first <= day <= last,
        today=day == today,
        gone=first <= day < today <= last,
        lines=tuple([_line(one, day, language) for one in by_day.get(day, ())]),
    )


def _line(one: _Placed, day: date, language: str) -> EntryLine:
    entry = one.entry
    hours = "" if entry.whole_day else _hours(*_within(one, day), language)
    kind = _("%(kind)s, en option") % {"kind": one.kind} if entry.tentative else one.kind
    return EntryLine(hours, entry.title, entry.url, entry.place, kind, entry.mine)


def _within(one: _Placed, day: date) -> tuple[time | None, time | None]:
    """From and until when on a day; None where it goes beyond it."""
    return (
        one.starts.time() if one.starts.date() == day else None,
        one.ends.time() if one.last.date() == day == one.ends.date() else None,
    )


@lru_cache(maxsize=1024)
def _hours(start: time | None, end: time | None, language: str) -> str:
    del language
    if start is None and end is None:
        return ""
    if start is None and end is not None:
        return _("jusqu’à %(end)s") % {"end": say_time(end)}
    if end is None and start is not None:
        return _("à partir de %(start)s") % {"start": say_time(start)}
    assert start is not None
    assert end is not None  # the two cases above
    return _("%(start)s à %(end)s") % {"start": say_time(start), "end": say_time(end)}


def kinds() -> list[tuple[str, str]]:
    """The kinds of what is dated, each with its name."""
    return [(source.kind, str(source.label)) for source in sources()]


def circles_named(actor: Actor) -> list[tuple[UUID, str]]:
    """The circles of the actor, by name (one query beside those that know them)."""
    mine = list(circles(actor))
    return list(_names(mine)) if mine else []


@prepared
def _names(ids: list[UUID]) -> QuerySet[Space, tuple[UUID, str]]:
    return Space.objects.filter(pk__in=ids).order_by("name", "pk").values_list("pk", "name")


def feeds_of(person: Person) -> list[FeedLine]:
    """What follows the agenda for a person, the last made first (two queries)."""
    rooms = places()
    found = policy.visible_to(person, Feed.objects.living()).select_related("space").order_by("-created_at")
    return [FeedLine(feed, _what(feed, rooms), absolute(address_of(feed))) for feed in found]


def _what(feed: Feed, rooms: Mapping[int, str]) -> str:
    if feed.scope == Scope.ROOM and feed.room is not None:
        return rooms.get(feed.room, str(feed.room))
    if feed.scope == Scope.SPACE and feed.space:
        return feed.space.name
    return str(feed.get_scope_display())


def day_of(asked: str) -> date:
    """The day asked for in an address, today when it is none or far away."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return clock.today()
    return day if abs(day.year - clock.today().year) <= _YEARS else clock.today()
