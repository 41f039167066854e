"""The nearest things possible: another time, other rooms, another layout, shorter; each of them may be booked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from liamm.features.booking.rules.asking import AS_IT_SUITS, Ask, House, Offer, Offered, Place, Rule, Verdict
from liamm.features.booking.rules.deciding import FITS, TIMES, broken_by, held_by, places_of
from liamm.features.booking.rules.occupied import Gap, Occupied, free_gaps, free_starts, is_free

AHEAD = 31
"""How many days after the one asked are looked at, at most: more than any run of days closed."""
LATER_SHOWN = 2
ROOMS_SHOWN = 2
SETS_TRIED = 8
SHORTEST = timedelta(minutes=30)
_QUARTER = timedelta(minutes=15)
_DAY = timedelta(days=1)


def judge(ask: Ask, house: House, occupied: Occupied) -> Verdict:
    """What a booking breaks, and what is nearest to it; `occupied` covers `days_looked_at`."""
    ask = replace(ask, starts=ask.starts.astimezone(UTC), ends=ask.ends.astimezone(UTC))
    broken = broken_by(ask, house, occupied)
    rules = {one.rule for one in broken}
    if rules <= {Rule.USE, Rule.WORDS}:
        return Verdict(broken)
    most = _most(house)
    if ask.people > most:
        return Verdict(broken, _largest(ask, house, occupied, most))
    fits, on_time = not rules & FITS, not rules & TIMES
    if Rule.BACKWARDS in rules or ask.length > house.longest:
        ask = replace(ask, ends=ask.starts + _length_instead(ask, house))
    found = [*_in_the_same(ask, house, occupied)] if fits else []
    if on_time:
        found += [] if fits else _arranged_otherwise(ask, house, occupied)
        found += _elsewhere(ask, house, occupied)
    return Verdict(broken, tuple(found or _elsewhere_later(ask, house, occupied)))


def days_looked_at(ask: Ask, house: House) -> list[date]:
    """The days on which something near is looked for: from the one asked on, before it when it is too far ahead."""
    today, asked = house.local(house.now).date(), house.local(ask.starts).date()
    day = min(max(asked, today), house.last)
    way = -_DAY if asked > house.last else _DAY
    return [day + step * way for step in range(AHEAD + 1)]


def _most(house: House) -> int:
    """How many people all the rooms that may be booked hold together."""
    return held_by([place for place in house.places.values() if not place.closed], AS_IT_SUITS)


def _largest(ask: Ask, house: House, occupied: Occupied, most: int) -> tuple[Offer, ...]:
    """All that the house has, at the time asked or the nearest to it, for more people than it holds."""
    if not most:
        return ()
    length = ask.length if timedelta() < ask.length <= house.longest else _length_instead(ask, house)
    asked = replace(ask, rooms=frozenset(), layout=AS_IT_SUITS, people=most, ends=ask.starts + length)
    on_time = asked.starts >= house.now and house.is_planned(house.local(asked.starts).date())
    found = (_elsewhere(asked, house, occupied) if on_time else []) or _elsewhere_later(asked, house, occupied)
    return tuple(replace(offer, kind=Offered.LARGEST, people=most) for offer in found)


def _length_instead(ask: Ask, house: House) -> timedelta:
    """A length that can be: that of the day for what is longer, an hour for what ends before it begins."""
    return house.longest if ask.length > house.longest else min(timedelta(hours=1), house.longest)


def _in_the_same(ask: Ask, house: House, occupied: Occupied) -> Iterator[Offer]:
    """The same rooms: that day, shorter, then on the next days."""
    places = places_of(ask, house)
    asked = house.local(ask.starts).date()
    later = 0
    for day in days_looked_at(ask, house):
        found = _nearest_start(ask, house, occupied, places, day)
        if day == asked:
            yield from _shorter(ask, house, occupied, places)
        if found is None:
            continue
        later += day != asked
        yield _at(Offered.SAME_DAY if day == asked else Offered.ANOTHER_DAY, ask, places, found)
        if later == LATER_SHOWN:
            return


def _nearest_start(ask: Ask, house: House, occupied: Occupied, places: Sequence[Place], day: date) -> datetime | None:
    """The moment of a day nearest to the hour asked at which it may begin."""
    wanted = datetime.combine(day, house.local(ask.starts).time(), house.zone).astimezone(UTC)
    starts = [
        min(max(wanted, first), last)
        for window in _windows(house, day, places)
        for first, last in free_starts(occupied, places, window, ask.length)
    ]
    return min(starts, key=lambda start: (abs(start - wanted), start), default=None)


def _windows(house: House, day: date, places: Sequence[Place]) -> list[Gap]:
    """When one may still be in all these rooms on a day; today from the next quarter of an hour on."""
    if not house.is_planned(day):
        return []
    windows = house.windows(day, [place.number for place in places])
    return [
        (opens, closes) for opens, closes in ((_still(one, house.now), end) for one, end in windows) if opens < closes
    ]


def _still(opens: datetime, now: datetime) -> datetime:
    """The first moment that is not past, by quarters of an hour from the opening."""
    past = now - opens
    return opens + -(-past // _QUARTER) * _QUARTER if past > timedelta() else opens


def _shorter(ask: Ask, house: House, occupied: Occupied, places: Sequence[Place]) -> Iterator[Offer]:
    """The longest part of what was asked that is free, when it is worth coming."""
    windows = _windows(house, house.local(ask.starts).date(), places)
    parts = [(max(ask.starts, first), min(ask.ends, last)) for first, last in windows]
    gaps = [gap for part in parts if part[0] < part[1] for gap in free_gaps(occupied, places, part)]
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0], default=(ask.starts, ask.starts))
    if SHORTEST <= end - start < ask.length:
        yield _at(Offered.SHORTER, replace(ask, starts=start, ends=end), places, start)


def _arranged_otherwise(ask: Ask, house: House, occupied: Occupied) -> list[Offer]:
    """The same rooms in the first layout in which they hold everybody."""
    places = places_of(ask, house)
    open_and_free = is_free(occupied, places, ask.starts, ask.ends) and not any(place.closed for place in places)
    if not open_and_free or ask.rooms - house.places.keys():
        return []
    known = {layout: None for place in places for layout in place.capacity}
    for layout in (*known, AS_IT_SUITS):
        if _hold(places, layout, ask.people):
            return [_at(Offered.OTHER_LAYOUT, replace(ask, layout=layout), places, ask.starts)]
    return []


def _hold(places: Sequence[Place], layout: str, people: int) -> bool:
    return all(place.holds(layout) for place in places) and held_by(places, layout) >= people


def _elsewhere(ask: Ask, house: House, occupied: Occupied) -> list[Offer]:
    """Other rooms at the same time: the fewest that hold everybody, the smallest, and under a roof when asked so."""
    free = [
        one
        for one in house.places.values()
        if is_free(occupied, [one], ask.starts, ask.ends) and house.is_open(ask.starts, ask.ends, [one.number])
    ]
    sets = _sets(ask, house, free)
    return [_at(Offered.OTHER_ROOMS, ask, places, ask.starts) for places in sets[:ROOMS_SHOWN]]


def _elsewhere_later(ask: Ask, house: House, occupied: Occupied) -> list[Offer]:
    """Other rooms at another time, when nothing nearer is left."""
    for one in (ask, replace(ask, layout=AS_IT_SUITS)):
        sets = _sets(one, house, list(house.places.values()))[:SETS_TRIED]
        for day in days_looked_at(one, house):
            for places in sets:
                found = _nearest_start(one, house, occupied, places, day)
                if found is not None:
                    return [_at(Offered.OTHER_ROOMS, one, places, found)]
    return []


def _sets(ask: Ask, house: House, places: Sequence[Place]) -> list[tuple[Place, ...]]:
    """The smallest sets of rooms that hold everybody, other than those asked, the best first.

    Rooms that have a name together lie side by side: they come before others.
    """
    usable = sorted((one for one in places if not one.closed and one.holds(ask.layout)), key=lambda one: one.number)
    outside = all(not place.indoors for place in places_of(ask, house))
    for size in range(1, len(usable) + 1):
        found = [
            some
            for some in combinations(usable, size)
            if held_by(some, ask.layout) >= ask.people and {one.number for one in some} != ask.rooms
        ]
        if found:
            return sorted(found, key=lambda some: (_exposed(some, outside=outside), *_apart(some, house, ask.layout)))
    return []


def _apart(places: Sequence[Place], house: House, layout: str) -> tuple[bool, int]:
    """Whether these rooms lie apart, and how many they hold."""
    together = frozenset(place.number for place in places) in house.together
    return not together and len(places) > 1, held_by(places, layout)


def _exposed(places: Sequence[Place], *, outside: bool) -> int:
    """How many of these rooms are in the open though a roof was asked for."""
    return 0 if outside else sum(not place.indoors for place in places)


def _at(kind: Offered, ask: Ask, places: Sequence[Place], starts: datetime) -> Offer:
    return Offer(kind, tuple(place.number for place in places), ask.layout, starts, starts + ask.length)
