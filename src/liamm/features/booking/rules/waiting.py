"""Who is first in line for a room, what is left of what they asked for, and how long they have to say yes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from liamm.features.booking.rules.asking import Ask, House
from liamm.features.booking.rules.deciding import places_of
from liamm.features.booking.rules.looking import SHORTEST

_QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Waiter:
    """Somebody in line: the class of priority of what they wait for, and since when they do."""

    key: UUID
    priority: str
    since: datetime


def in_order(waiters: Iterable[Waiter], classes: Sequence[str]) -> list[Waiter]:
    """By the class of what they wait for, the charter's first; then as they asked."""
    rank = {key: place for place, key in enumerate(classes)}
    return sorted(waiters, key=lambda one: (rank.get(one.priority, len(rank)), one.since, one.key))


def ahead_of(mine: UUID, waiters: Iterable[Waiter], classes: Sequence[str]) -> int:
    """How many come before one of them."""
    return [one.key for one in in_order(waiters, classes)].index(mine)


def left_of(ask: Ask, now: datetime) -> Ask | None:
    """What may still be had of what was asked: all of it, or what is left from the next quarter of an hour on.

    None when that is not worth coming.
    """
    starts, ends = ask.starts.astimezone(UTC), ask.ends.astimezone(UTC)
    if starts < now:
        starts += -(-(now - starts) // _QUARTER) * _QUARTER
    return replace(ask, starts=starts, ends=ends) if ends - starts >= SHORTEST else None


def ways(ask: Ask, house: House, *, any_one: bool) -> list[Ask]:
    """In which rooms it may be: in all of those asked for, or in each of them alone, the smallest first."""
    if not any_one:
        return [ask]
    places = sorted(places_of(ask, house), key=lambda place: (place.holds(ask.layout), place.number))
    return [replace(ask, rooms=frozenset({place.number})) for place in places]


def answer_term(now: datetime, starts: datetime, *, answer: timedelta) -> datetime:
    """Until when an answer is waited for: before it begins, and never less than a quarter of an hour."""
    return max(min(now + answer, starts), now + _QUARTER)
