"""What the clocks of a zone do, in the few lines that every calendar program understands."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

_FIRST, _LAST = datetime(2015, 1, 1, tzinfo=UTC), datetime(2036, 1, 1, tzinfo=UTC)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEK = 7
_NOTHING = timedelta()


class _Change(NamedTuple):
    """The clock moves: what it showed then, and how far it was before and is after from that of the world."""

    shown: datetime
    before: timedelta
    after: timedelta


@lru_cache(maxsize=16)
def clock_of(name: str) -> Timezone:
    """The zone as one rule for winter and one for summer, all that Outlook reads; when there is none, date by date."""
    zone = ZoneInfo(name)
    kinds: dict[tuple[timedelta, timedelta], list[_Change]] = defaultdict(list)
    for change in _changes(zone) or [_still(zone)]:
        kinds[change.before, change.after].append(change)
    clock = Timezone()
    clock.add("tzid", name)
    for found in kinds.values():
        clock.add_component(_part(zone, found))
    return clock


def _changes(zone: ZoneInfo) -> list[_Change]:
    """Each move of the clock, by looking hour by hour where two days differ."""
    found, day = [], _FIRST
    while day < _LAST:
        before, after = _offset(zone, day), _offset(zone, day + timedelta(days=1))
        if before != after:
            moment = next(one for hour in range(1, 25) if _offset(zone, one := day + timedelta(hours=hour)) == after)
            found.append(_Change((moment + before).replace(tzinfo=None), before, after))
        day += timedelta(days=1)
    return found


def _still(zone: ZoneInfo) -> _Change:
    """A clock that never moves, said as a move to where it is."""
    return _Change(_FIRST.replace(tzinfo=None), _offset(zone, _FIRST), _offset(zone, _FIRST))


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset() or _NOTHING


def _yearly(shown: list[datetime]) -> str:
    """The rule by which these come each year for good, empty when there is none."""
    whens = {(one.month, one.weekday(), one.time()) for one in shown}
    years = [one.year for one in shown]
    if len(whens) > 1 or years != list(range(years[0], _LAST.year)):
        return ""
    month, weekday, _time = whens.pop()
    ranks = {(one.day - 1) // _WEEK + 1 for one in shown}
    if all((one + timedelta(days=_WEEK)).month != month for one in shown):
        ranks = {-1}
    return f"FREQ=YEARLY;BYMONTH={month};BYDAY={ranks.pop()}{_DAYS[weekday]}" if len(ranks) == 1 else ""


def _part(zone: ZoneInfo, changes: list[_Change]) -> TimezoneStandard | TimezoneDaylight:
    """The changes of one kind, each year by a rule or one by one."""
    first = changes[0]
    after = (first.shown - first.before).replace(tzinfo=UTC).astimezone(zone)
    part = TimezoneDaylight() if after.dst() else TimezoneStandard()
    part.add("dtstart", first.shown)
    part.add("tzoffsetfrom", first.before)
    part.add("tzoffsetto", first.after)
    part.add("tzname", after.tzname() or "")
    others = [one.shown for one in changes[1:]]
    if others and (rule := _yearly([one.shown for one in changes])):
        part.add("rrule", vRecur.from_ical(rule))
    elif others:
        part.add("rdate", others)
    return part
