"""A thing put off to a day: what it asks of earlier months has passed, and its days may be dated anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from liamm.features.commitments.rules.capacity import LoadLine, months_from


def months_passed(lines: Iterable[LoadLine], returns_on: date) -> list[date]:
    """The months asked that lie before the month of the return, in order."""
    return sorted({line.month for line in lines if line.month < returns_on.replace(day=1)})


def dated_from(lines: Iterable[LoadLine], returns_on: date) -> list[LoadLine]:
    """The same days, moved together so that the first month asked is that of the return; as they are if none passed."""
    asked = list(lines)
    passed = months_passed(asked, returns_on)
    if not passed:
        return asked
    by = _rank(returns_on) - _rank(passed[0])
    return [replace(line, month=months_from(line.month, by + 1)[-1]) for line in asked]


def months_until(first: date, last: date) -> int:
    """How many months there are from that of a day to that of another, both counted; none when it came before."""
    return max(0, _rank(last) - _rank(first) + 1)


def _rank(day: date) -> int:
    return day.year * 12 + day.month
