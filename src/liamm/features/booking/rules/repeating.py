"""What comes again: from an RFC 5545 rule to its days, and from words people choose to a rule."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from dateutil.rrule import rruleset, rrulestr

MOST = 120
"""How many times something may come again in one series."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_FREQUENCY = re.compile(r"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;[A-Z]+=[A-Z0-9,+\-]+)*\Z")
_FOURTH = 4
_MONTHS = timedelta(days=62)


class Every(StrEnum):
    """How often, as one chooses it: each has one rule, whose days follow the first."""

    WEEK = "week"
    FORTNIGHT = "fortnight"
    MONTH = "month"


class BadRuleError(ValueError):
    """A rule that is not one of RFC 5545, or comes again within a day."""


class TooOftenError(BadRuleError):
    """A rule that never ends, or comes too often: `last` is the last day on which it might end."""

    def __init__(self, last: date) -> None:
        super().__init__(last.isoformat())
        self.last = last


def rule_of(every: Every, first: date, until: date) -> str:
    """The rule that comes every week, every two weeks, or on the same weekday of each month, until a day included.

    A fifth weekday is the last one of its month.
    """
    last = f"UNTIL={until:%Y%m%d}"
    if every is Every.MONTH:
        rank = (first.day - 1) // 7 + 1
        return f"FREQ=MONTHLY;BYDAY={-1 if rank > _FOURTH else rank}{_DAYS[first.weekday()]};{last}"
    return f"FREQ=WEEKLY;INTERVAL=2;{last}" if every is Every.FORTNIGHT else f"FREQ=WEEKLY;{last}"


def days_of(rule: str, first: date, left_out: Container[date] = ()) -> list[date]:
    """The days of a rule from its first one on (which counts, whatever the rule says of it), but those left out.

    Raises BadRuleError.
    """
    start = datetime.combine(first, time())
    if not _FREQUENCY.match(rule):
        raise BadRuleError(rule)
    try:
        found = rrulestr(rule, dtstart=start, forceset=True)
    except ValueError as error:
        raise BadRuleError(rule) from error
    assert isinstance(found, rruleset)  # asked for
    found.rdate(start)
    days: list[date] = []
    for moment in found:
        day = moment.date()
        if days and day == days[-1]:
            raise BadRuleError(rule)
        days.append(day)
        if len(days) > MOST:
            raise TooOftenError(days[MOST - 1])
    return [day for day in days if day not in left_out]


def until(rule: str, last: date) -> str:
    """The same rule, ending on a day included."""
    kept = [part for part in rule.split(";") if not part.startswith(("UNTIL=", "COUNT="))]
    return ";".join([*kept, f"UNTIL={last:%Y%m%d}"])


def moved(rule: str, days: Sequence[date], by: timedelta) -> str | None:
    """The rule of the same number of days when the first moves by some days; None when that cannot be said by one."""
    if not by:
        return until(rule, days[-1])
    parts = dict(part.split("=", 1) for part in rule.split(";"))
    first = days[0] + by
    if parts["FREQ"] in {"DAILY", "WEEKLY"} and set(parts) <= {"FREQ", "INTERVAL", "UNTIL", "COUNT"}:
        return until(rule, days[-1] + by)
    if parts["FREQ"] == "MONTHLY" and set(parts) <= {"FREQ", "BYDAY", "UNTIL"}:
        rule = rule_of(Every.MONTH, first, days[-1] + _MONTHS)
        return until(rule, days_of(rule, first)[len(days) - 1])
    return None
