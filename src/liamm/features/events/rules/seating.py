"""Who gets a place: never more than there are, first those who waited first, and no place kept empty."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)

FEW = 5
"""From how many places left on one is told that few are."""
_SHORTEST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Waiting(Generic[K]):
    """Some people who wait together, by the key of their registration."""

    key: K
    seats: int


def fits(seats: int, left: int | None) -> bool:
    """Whether so many people find a place (no limit: always)."""
    return left is None or seats <= left


def next_served(left: int | None, waiting: Iterable[Waiting[K]]) -> list[K]:
    """Those to whom the places left are offered, in the order in which they wait.

    A group that is larger than what is left keeps its rank and is passed over: a place does not stay empty for it.
    """
    served: list[K] = []
    for one in waiting:
        if fits(one.seats, left):
            served.append(one.key)
            left = None if left is None else left - one.seats
    return served


def offered_until(now: datetime, starts: datetime, hours: int) -> datetime:
    """Until when a place is held for who is offered it: so many hours, or half of the time left when that is less.

    Within two hours of the beginning it is held until then.
    """
    half = (starts - now) / 2
    return starts if half < _SHORTEST else min(now + timedelta(hours=hours), now + half)


def is_few(left: int | None) -> bool:
    """Whether few places are left, and one is at least."""
    return left is not None and 0 < left <= FEW
