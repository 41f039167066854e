"""Where something near what was asked is looked for: on which days, from which moment on, and how short at least."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from liamm.features.booking.rules.asking import Ask, House

AHEAD = 31
"""How many days beside the one asked are looked at, at most: more than any run of days closed."""
SHORTEST = timedelta(minutes=30)
"""What is worth coming."""
QUARTER = timedelta(minutes=15)
_DAY = timedelta(days=1)


def days_looked_at(ask: Ask, house: House) -> list[date]:
    """The days on which something near is looked for, the nearest first; of two as near, that of the same week.

    They are those after the one asked, and those before it in its week, or more of them when few are left.
    """
    first, last = house.local(house.soonest).date(), house.latest
    start = min(max(house.local(ask.starts).date(), first), last)
    after = [start + step * _DAY for step in range(min(AHEAD, (last - start).days) + 1)]
    most = max(start.weekday(), AHEAD + 1 - len(after))
    before = [start - step * _DAY for step in range(1, min(most, (start - first).days) + 1)]
    week = start.isocalendar()[:2]
    return sorted(after + before, key=lambda one: (abs(one - start), one.isocalendar()[:2] != week, one < start))


def still(opens: datetime, soonest: datetime) -> datetime:
    """The first moment from the opening on that is not too soon, by quarters of an hour."""
    late = soonest - opens
    return opens + -(-late // QUARTER) * QUARTER if late > timedelta() else opens
