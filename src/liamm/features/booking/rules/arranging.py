"""What has to be arranged in a room over a day: from how it stands to how the next ones want it, and in how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Stay:
    """A time at which people are in a room, and how it is arranged for them; no layout: as the room suits."""

    starts: datetime
    ends: datetime
    layout: str
    people: int


@dataclass(frozen=True, slots=True)
class Arranging:
    """What is done before some people come in: `free` is how long the room is empty before, None before the first."""

    changes: bool
    free: timedelta | None


PEOPLE_PER_HAND = 20
"""For how many people one alone carries tables and chairs in time."""


def hands_wanted(people: int) -> int:
    """How many hands it takes to arrange a room for so many people."""
    return -(-people // PEOPLE_PER_HAND)


def arranged(stays: Sequence[Stay]) -> list[Arranging]:
    """For each stay in the order of time, whether the room is arranged otherwise for it, and in how long."""
    found: list[Arranging] = []
    was = ""
    for place, stay in enumerate(stays):
        before = stays[place - 1] if place else None
        free = max(stay.starts - before.ends, timedelta()) if before else None
        found.append(Arranging(changes=bool(stay.layout) and stay.layout != was, free=free))
        was = stay.layout or was
    return found
