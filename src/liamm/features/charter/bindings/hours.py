"""When the house is open, as the charter binds it on a day: every feature that plans something in it asks here."""

from __future__ import annotations

from collections.abc import Container
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from liamm.features.charter.bindings.accessors import opening
from liamm.features.charter.bindings.store import When
from liamm.features.charter.rules.opening import YEARS, Hours, Shut, last_day, nearest_day, nearest_hour, shut
from liamm.kernel.late import Late

if TYPE_CHECKING:
    import holidays
else:
    holidays = Late("holidays")

__all__ = [
    "YEARS",
    "Hours",
    "Shut",
    "hours_of",
    "last_day",
    "named_holidays",
    "nearest_day",
    "nearest_hour",
    "public_holidays",
    "shut",
]


@lru_cache(maxsize=4)
def _holidays_of(country: str) -> holidays.HolidayBase:
    return holidays.country_holidays(country, language="fr")


def public_holidays(at: When) -> Container[date]:
    """The public holidays by the opening rule in force; none when it names no country."""
    country = opening(at).value.holidays
    return _holidays_of(country) if country else ()


def named_holidays(at: When, first: date, last: date) -> list[tuple[date, str]]:
    """The public holidays between two days, both included, each with its name."""
    country = opening(at).value.holidays
    if not country:
        return []
    found = _holidays_of(country)
    days = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return [(day, str(found.get(day))) for day in days if day in found]


def hours_of(at: When) -> Hours:
    """The hours of the house by the opening rule in force."""
    rule = opening(at).value
    return Hours(rule.days, rule.opens, rule.closes, public_holidays(at))
