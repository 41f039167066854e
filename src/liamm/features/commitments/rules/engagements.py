"""What an engagement must be: an amount, a beginning and an end that comes soon enough to be felt."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import StrEnum

LONGEST_DAYS = 366
_MOST = {"hours": Decimal(800), "days": Decimal(110), "meetings": Decimal(60)}


class Fault(StrEnum):
    """Why this is not an engagement."""

    NOTHING = "nothing"
    TOO_MUCH = "too_much"
    ENDS_BEFORE = "ends_before"
    ENDED = "ended"
    TOO_LONG = "too_long"


def most(unit: str) -> Decimal:
    """The largest amount of a unit that one person can give within a year (half of a year's work)."""
    return _MOST[unit]


def engagement_fault(amount: Decimal, unit: str, starts: date, ends: date, today: date) -> Fault | None:
    """Why an amount between two days is not an engagement; None when it is one."""
    if not amount.is_finite() or amount <= 0 or amount != round(amount, 2):
        return Fault.NOTHING
    if amount > most(unit):
        return Fault.TOO_MUCH
    if ends < starts:
        return Fault.ENDS_BEFORE
    if ends < today:
        return Fault.ENDED
    if (ends - starts).days > LONGEST_DAYS:
        return Fault.TOO_LONG
    return None
