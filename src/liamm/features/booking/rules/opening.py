"""Whether the house may be asked to open beside its hours: early enough, on one day, and when it is shut."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from liamm.features.booking.rules.asking import House


class Amiss(StrEnum):
    """What is wrong with what is asked, in the order in which it is said."""

    BACKWARDS = "backwards"
    TOO_FAR = "too_far"
    TOO_LATE = "too_late"
    TWO_DAYS = "two_days"
    OPEN_ALREADY = "open_already"


def opens_on(day: date, rooms: Collection[int], house: House) -> set[datetime]:
    """From which moments of a day on people may be in one of these rooms."""
    return {first for room in rooms for first, _last in house.windows(day, [room])}


def amiss(starts: datetime, ends: datetime, rooms: Collection[int], house: House, days_before: int) -> Amiss | None:
    """What is wrong first; None when whoever keeps the house may be asked."""
    first, last = house.local(starts).date(), house.local(ends - timedelta(microseconds=1)).date()
    if ends <= starts:
        return Amiss.BACKWARDS
    if first > house.last:
        return Amiss.TOO_FAR
    if (first - house.local(house.now).date()).days < days_before or starts <= house.now:
        return Amiss.TOO_LATE
    if first != last:
        return Amiss.TWO_DAYS
    numbers = rooms or house.places.keys()
    return Amiss.OPEN_ALREADY if house.is_open(starts.astimezone(UTC), ends.astimezone(UTC), numbers) else None
