"""Who may ask a guest for their place, and until when they are asked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from liamm.features.booking.rules.asking import House, Offer, Offered

_KINDS = (Offered.OTHER_ROOMS, Offered.OTHER_LAYOUT, Offered.SAME_DAY, Offered.ANOTHER_DAY)
"""What a guest may be offered, an equal room at the same time first; never a shorter time."""

_DAY, _LOOKED_AT = timedelta(days=1), 14
"""How far an opened day is looked for."""


def outranks(asking: str, there: str, classes: Sequence[str]) -> bool:
    """Whether one class of priority comes before another; what is for nothing comes after all of them."""
    rank = {key: place for place, key in enumerate(classes)}
    return asking in rank and rank[asking] < rank.get(there, len(classes))


def terms(starts: datetime, house: House, *, answer: timedelta, never: timedelta) -> tuple[datetime, datetime] | None:
    """Until when the guest is asked, and when all stays as it is; None when it is too late to ask.

    Neither falls on a day on which nobody is in the house: the guest has until the end of the next one that is opened,
    and who keeps the house settles it by the end of the one before.
    """
    now, latest = house.now, starts - never
    if latest <= now:
        return None
    before = _end_of_opened(latest, house, -_DAY)
    latest = before if before > now else latest
    return min(_end_of_opened(now + answer, house, _DAY), latest), latest


def _end_of_opened(moment: datetime, house: House, step: timedelta) -> datetime:
    """A moment; on a day on which the house is closed, the end of the nearest one on which it opens, by steps."""
    day = house.local(moment).date()
    for _tried in range(_LOOKED_AT):
        if house.hours.opened(day):
            break
        day += step
    else:
        return moment
    return moment if day == house.local(moment).date() else house.day(day)[1]


@dataclass(frozen=True, slots=True)
class Suits:
    """What makes a room good for who is in it: what it has, no step, a roof, and how many it holds."""

    number: int
    equipment: frozenset[str]
    step_free: bool
    indoors: bool
    holds: int


def keeps(own: Collection[Suits], other: Suits) -> bool:
    """Whether a room may be offered at all for those that a guest has.

    Nobody is sent out of doors, nor in from them, nor left at a step where there was none.
    """
    roof = other.indoors in {one.indoors for one in own}
    return roof and (other.step_free or not all(one.step_free for one in own))


def by_likeness(own: Suits, others: Iterable[Suits]) -> list[Suits]:
    """Other rooms that may be offered for one, the most equal first: nobody is left without what they came for."""

    def unlike(other: Suits) -> tuple[int, int, int]:
        return len(own.equipment - other.equipment), abs(other.holds - own.holds), other.number

    return sorted((one for one in others if keeps([own], one)), key=unlike)


def best_for_guest(offers: Sequence[Offer]) -> Offer | None:
    """What is offered first."""
    known = [one for one in offers if one.kind in _KINDS]
    return min(known, key=lambda one: _KINDS.index(one.kind), default=None)
