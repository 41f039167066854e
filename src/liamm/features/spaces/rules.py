"""How many newcomers a month, and which month has room."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_LOOKED_AT = 120


@dataclass(frozen=True, slots=True)
class Room:
    """Whether a month has room for one more newcomer, and else the next one that has (None when none ever will)."""

    free: bool
    next_month: date | None


def month_of(day: date) -> date:
    """The first day of the month of a day."""
    return day.replace(day=1)


def month_after(month: date) -> date:
    """The first day of the next month."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def room_in(month: date, *, capacity: int, taken: Mapping[date, int]) -> Room:
    """Whether a month has room under a monthly capacity, given the places taken in each month (by its first day)."""
    if taken.get(month, 0) < capacity:
        return Room(free=True, next_month=month)
    if capacity <= 0:
        return Room(free=False, next_month=None)
    other = month_after(month)
    for _ in range(_LOOKED_AT):
        if taken.get(other, 0) < capacity:
            break
        other = month_after(other)
    return Room(free=False, next_month=other)
