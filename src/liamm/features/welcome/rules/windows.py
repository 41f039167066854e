"""Between which moments plan and codes are shown for a booking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True)
class Window:
    """From a moment, included, to another, excluded."""

    opens: datetime
    closes: datetime

    def is_open(self, now: datetime) -> bool:
        """Whether plan and codes are shown."""
        return self.opens <= now < self.closes

    def is_to_come(self, now: datetime) -> bool:
        """Whether it has not opened yet."""
        return now < self.opens


@dataclass(frozen=True, slots=True)
class HoursBefore:
    """So many real hours before, whatever the clocks do."""

    hours: int

    def moment(self, starts: datetime) -> datetime:
        """The moment itself."""
        return starts - timedelta(hours=self.hours)


@dataclass(frozen=True, slots=True)
class DaysBefore:
    """So many days before, at an hour of the clock of the house; never later than what it comes before."""

    days: int
    at: time
    zone: tzinfo

    def moment(self, starts: datetime) -> datetime:
        """The moment itself."""
        day = starts.astimezone(self.zone).date() - timedelta(days=self.days)
        return min(datetime.combine(day, self.at, self.zone).astimezone(UTC), starts)


def window(starts: datetime, ends: datetime, *, shown: HoursBefore | DaysBefore, hours_after: int) -> Window:
    """The window of what happens between two aware moments."""
    return Window(shown.moment(starts), ends + timedelta(hours=hours_after))
