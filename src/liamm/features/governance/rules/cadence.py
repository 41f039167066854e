"""From a cadence to the days on which a body sits."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.rrule import rrulestr

# Rules such as « every three months » count from here.
_ANCHOR = datetime(2020, 1, 1)  # noqa: DTZ001  # days only: the hour and its zone come with the slot
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One sitting of the cadence: the day the rule gives, and the day it is held once holidays are skipped."""

    due: date
    day: date

    @property
    def put_off(self) -> bool:
        """Whether a public holiday moved it."""
        return self.day != self.due


def occurrences(rule: str, since: date, until: date, holidays: Container[date]) -> list[Occurrence]:
    """The sittings due between two days (both included) by an RFC 5545 rule, in order.

    One that falls on a public holiday is held on the same weekday of the first week that is free; when the body sits
    that day already, it is skipped.
    """
    due = _days(rule, since, until)
    busy = set(_days(rule, since - 4 * _WEEK, until + 4 * _WEEK))
    found = []
    for day in due:
        held = day
        while held in holidays:
            held += _WEEK
        if held == day or held not in busy:
            found.append(Occurrence(day, held))
    return found


def _days(rule: str, since: date, until: date) -> list[date]:
    known = rrulestr(rule, dtstart=_ANCHOR)
    start = datetime.combine(since, datetime.min.time())
    end = datetime.combine(until, datetime.min.time())
    return [moment.date() for moment in known.between(start, end, inc=True)]
