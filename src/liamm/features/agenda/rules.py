"""Days, weeks and months: from when until when each view goes, what comes before and after, what falls on which day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

T = TypeVar("T")
_DAY = timedelta(days=1)
_WEEK = 7
_LISTED = 30


def span_of(view: str, day: date) -> tuple[date, date]:
    """The first and last day of a view that shows a day."""
    if view == "jour":
        return day, day
    if view == "semaine":
        monday = day - day.weekday() * _DAY
        return monday, monday + (_WEEK - 1) * _DAY
    if view == "mois":
        first = day.replace(day=1)
        return first, _next_month(first) - _DAY
    return day, day + (_LISTED - 1) * _DAY


def around(view: str, day: date) -> tuple[date, date]:
    """A day of the view before, and one of the view after."""
    first, last = span_of(view, day)
    if view == "mois":
        return (first - _DAY).replace(day=1), last + _DAY
    return first - (last - first) - _DAY, last + _DAY


def weeks_of(first: date, last: date) -> list[list[date]]:
    """The weeks that hold these days, whole, from Monday on."""
    monday = first - first.weekday() * _DAY
    weeks = []
    while monday <= last:
        weeks.append([monday + step * _DAY for step in range(_WEEK)])
        monday += _WEEK * _DAY
    return weeks


def spread(things: Iterable[tuple[date, date, T]], first: date, last: date) -> Mapping[date, Sequence[T]]:
    """What falls on each day between two, from the first to the last day of each thing, in the order given."""
    found: dict[date, list[T]] = defaultdict(list)
    for starts, ends, thing in things:
        day = max(starts, first)
        while day <= min(ends, last):
            found[day].append(thing)
            day += _DAY
    return found


def _next_month(first: date) -> date:
    return (first + 31 * _DAY).replace(day=1)
