"""Between which moments plan and codes are shown for a booking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


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


def window(starts: datetime, ends: datetime, *, hours_before: int, hours_after: int) -> Window:
    """The window of what happens between two aware moments, in real hours whatever the clocks do."""
    return Window(starts - timedelta(hours=hours_before), ends + timedelta(hours=hours_after))
