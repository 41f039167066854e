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
    """The days on which something near is looked for: from the one asked on, then before it when few are left."""
    first, last = house.local(house.soonest).date(), house.latest
    start = min(max(house.local(ask.starts).date(), first), last)
    after = [start + step * _DAY for step in range(min(AHEAD, (last - start).days) + 1)]
    before = range(1, min(AHEAD + 1 - len(after), (start - first).days) + 1)
    return after + [start - step * _DAY for step in before]


def still(opens: datetime, soonest: datetime) -> datetime:
    """The first moment from the opening on that is not too soon, by quarters of an hour."""
    late = soonest - opens
    return opens + -(-late // QUARTER) * QUARTER if late > timedelta() else opens
