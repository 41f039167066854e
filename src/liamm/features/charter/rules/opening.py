"""When something may be held: in the house when it is open, never too far ahead, and the nearest time to that."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

YEARS = 3
_DAY = timedelta(days=1)


class Shut(StrEnum):
    """Why nothing can be held then."""

    TOO_FAR = "too_far"
    HOLIDAY = "holiday"
    WEEKDAY = "weekday"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Hours:
    """When the house is open: ISO week days, from one hour to another, and the days on which it is not."""

    days: Collection[int]
    opens: time
    closes: time
    holidays: Container[date]

    def opened(self, day: date) -> bool:
        """Whether the house opens that day."""
        return day.isoweekday() in self.days and day not in self.holidays


def last_day(today: date) -> date:
    """The last day for which anything is planned."""
    try:
        return today.replace(year=today.year + YEARS)
    except ValueError:  # the 29th of February
        return today.replace(year=today.year + YEARS, day=28)


def shut(starts: datetime, ends: datetime, hours: Hours | None, today: date) -> Shut | None:
    """What keeps something from being held then; `hours` are those of the house, None when it is held elsewhere."""
    day = starts.date()
    if day > last_day(today):
        return Shut.TOO_FAR
    if hours is None:
        return None
    if day in hours.holidays:
        return Shut.HOLIDAY
    if day.isoweekday() not in hours.days:
        return Shut.WEEKDAY
    if ends.date() != day or starts.time() < hours.opens or ends.time() > hours.closes:
        return Shut.HOURS
    return None


def nearest_day(day: date, hours: Hours, today: date) -> date:
    """The day nearest to another on which the house is open, after today; the later one when two are as near."""
    for step in range(366):
        for found in (day + step * _DAY, day - step * _DAY):
            if found > today and hours.opened(found):
                return found
    return day


def nearest_hour(starts: datetime, ends: datetime, hours: Hours) -> time | None:
    """The hour nearest to another at which as long a time fits; None when it is longer than the day."""
    day = starts.date()
    first = datetime.combine(day, hours.opens)
    last = datetime.combine(day, hours.closes) - (ends - starts)
    if last < first:
        return None
    return min(max(datetime.combine(day, starts.time()), first), last).time()
