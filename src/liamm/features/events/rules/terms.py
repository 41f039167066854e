"""Until when one registers, changes and cancels: by the clock, whatever has been noted meanwhile."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import Enum, auto


class Phase(Enum):
    """Where the dates that one comes to stand, all together."""

    AHEAD = auto()
    BEGUN = auto()
    OVER = auto()


def phase_of(dates: Iterable[tuple[datetime, datetime]], now: datetime) -> Phase:
    """Whether the first of some dates has begun, and whether the last one is over; none at all is over."""
    spans = list(dates)
    if not spans or max(ends for _starts, ends in spans) <= now:
        return Phase.OVER
    return Phase.BEGUN if min(starts for starts, _ends in spans) <= now else Phase.AHEAD
