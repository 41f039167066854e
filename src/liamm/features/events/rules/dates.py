"""The days of what comes again at the same hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

MOST = 40
"""How many dates one event may have at once."""
_WEEK = 7


class Again(StrEnum):
    """How something comes again."""

    ONCE = ""
    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


def days_of(first: date, again: Again, until: date | None) -> Sequence[date]:
    """The days from the first on, at most `MOST`: each week, each fortnight, or each month on the same weekday.

    Each month is on the weekday of the same rank: the second Tuesday, then the second Tuesday; a fifth that a month
    does not have is left out.
    """
    if again == Again.ONCE or until is None:
        return [first]
    if again == Again.MONTH:
        rank = (first.day - 1) // _WEEK
        found = (day for month in range(MOST) if (day := _ranked(first, month, rank)))
    else:
        step = timedelta(days=_WEEK if again == Again.WEEK else 2 * _WEEK)
        found = (first + step * place for place in range(MOST))
    return [day for day in found if day <= until]


def _ranked(first: date, months: int, rank: int) -> date | None:
    """The day of the same weekday and rank so many months later."""
    month = first.month - 1 + months
    start = date(first.year + month // 12, month % 12 + 1, 1)
    day = start + timedelta(days=(first.weekday() - start.weekday()) % _WEEK + rank * _WEEK)
    return day if day.month == start.month else None
