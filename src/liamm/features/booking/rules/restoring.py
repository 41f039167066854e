"""When a booking closes, whom the next occupants come after, and what is kept of what somebody says."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

PATIENCE = timedelta(days=1)
"""How long whoever booked has to give the rooms back before it closes by itself."""
LOOKED_BACK = timedelta(days=7)
"""How far back the house still asks, when it was stopped for some time."""
REMEMBERED = timedelta(days=14)
"""How long after a booking those who come next may still tell what they find from what was there since."""
_TITLE = 150


def closes_at(ends: datetime, now: datetime) -> datetime:
    """When it closes by itself: a day after the end, or after what is reported later."""
    return max(ends, now) + PATIENCE


def is_attested(rooms: Collection[int], fine: Collection[int]) -> bool:
    """Whether the next occupants found every room in its state."""
    return bool(rooms) and set(rooms) <= set(fine)


def title_of(words: str) -> str:
    """The first line of what is told, cut at a word when it is long."""
    line = next((line.strip() for line in words.splitlines() if line.strip()), "")
    if len(line) <= _TITLE:
        return line
    kept = line[: _TITLE - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"
