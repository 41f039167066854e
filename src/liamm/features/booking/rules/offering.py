"""The nearest things possible: another time, other rooms, another layout, shorter; each of them may be booked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

from liamm.features.booking.rules.asking import (
    AS_IT_SUITS,
    SAID,
    Ask,
    Broken,
    House,
    Offer,
    Offered,
    Place,
    Rule,
    Verdict,
)
from liamm.features.booking.rules.deciding import FITS, TIMES, broken_by, held_by, places_of
from liamm.features.booking.rules.free import Free
from liamm.features.booking.rules.limiting import at_most, lasting
from liamm.features.booking.rules.looking import SHORTEST, days_looked_at
from liamm.features.booking.rules.occupied import Gap, Occupied, is_free
from liamm.features.booking.rules.spans import common

LATER_SHOWN = 2
ROOMS_SHOWN = 2
SETS_TRIED = 8
_Left = tuple[tuple[Place, ...], timedelta, Gap]


def judge(ask: Ask, house: House, occupied: Occupied) -> Verdict:
    """What a booking breaks, and what is nearest to it; `occupied` covers `days_looked_at`."""
    broken = broken_by(ask, house, occupied)
    return Verdict(broken, offers_for(ask, broken, house, occupied))


def offers_for(ask: Ask, broken: Sequence[Broken], house: House, occupied: Occupied) -> tuple[Offer, ...]:
    """What is nearest to a booking that breaks these rules; nothing when neither time nor rooms are in question.

    Where there is nothing, no rooms that hold everybody (all the rooms, when the house holds fewer) may be taken
    together even for half an hour on any of the days looked at.
    """
    rules = {one.rule for one in broken}
    most = _most(house)
    if rules <= SAID or not most:
        return ()
    ask = replace(ask, starts=ask.starts.astimezone(UTC), ends=ask.ends.astimezone(UTC))
    if ask.people > most:
        return _largest(ask, house, occupied, most)
    if Rule.BACKWARDS in rules or ask.length > house.longest:
        ask = replace(ask, ends=ask.starts + _length_instead(ask, house))
    free = Free(house, occupied, min(SHORTEST, ask.length))
    found = _near(ask, rules, free)
    if Rule.BACKWARDS in rules:  # nothing is shorter than what has no length
        found = [one for one in found if one.kind is not Offered.SHORTER]
    return _once(found or _elsewhere_later(ask, free) or _at_all(ask, free))


def _once(offers: Iterable[Offer]) -> tuple[Offer, ...]:
    """The same offers; what two of them say is said by the first."""
    said: dict[Offer, Offer] = {}
    for offer in offers:
        said.setdefault(replace(offer, kind=Offered.SAME_DAY), offer)
    return tuple(said.values())


def _near(ask: Ask, rules: Collection[Rule], free: Free) -> list[Offer]:
    """The same rooms at another time or arranged otherwise, and other rooms at the same time."""
    fits, on_time = not FITS.intersection(rules), not TIMES.intersection(rules)
    found = [*_in_the_same(ask, free)] if fits else []
    if on_time:
        found += [] if fits else _arranged_otherwise(ask, free)
        found += _elsewhere(ask, free)
    return found


def _most(house: House) -> int:
    """How many people all the rooms that may be booked hold together."""
    return held_by([place for place in house.places.values() if not place.closed], AS_IT_SUITS)


def _largest(ask: Ask, house: House, occupied: Occupied, most: int) -> tuple[Offer, ...]:
    """All that the house has, at the time asked or the nearest to it, for more people than it holds."""
    length = ask.length if timedelta() < ask.length <= house.longest else _length_instead(ask, house)
    asked = replace(ask, rooms=frozenset(), layout=AS_IT_SUITS, people=most, ends=ask.starts + length)
    on_time = asked.starts >= house.soonest and house.is_planned(house.local(asked.starts).date())
    free = Free(house, occupied, min(SHORTEST, length))
    found = _elsewhere(asked, free) if on_time else []
    found = found or _elsewhere_later(asked, free) or _at_all(asked, free)
    return tuple(replace(offer, kind=Offered.LARGEST, people=most) for offer in found)


def _length_instead(ask: Ask, house: House) -> timedelta:
    """A length that can be: that of the day for what is longer, an hour for what ends before it begins."""
    return house.longest if ask.length > house.longest else min(timedelta(hours=1), house.longest)


def _in_the_same(ask: Ask, free: Free) -> Iterator[Offer]:
    """The same rooms: that day, shorter, then on the next days."""
    house = free.house
    places = places_of(ask, house)
    asked = house.local(ask.starts).date()
    later, earlier = 0, False
    for day in days_looked_at(ask, house):
        if day < asked <= house.latest and earlier:
            continue
        found = _nearest(ask, free, places, day)
        if day == asked:
            yield from _shorter(ask, free, places)
        if found is None:
            continue
        later, earlier = later + (day != asked), earlier or day < asked
        yield _at(Offered.SAME_DAY if day == asked else Offered.ANOTHER_DAY, ask, places, found)
        if later == LATER_SHOWN:
            return


def _nearest(ask: Ask, free: Free, places: Sequence[Place], day: date) -> Gap | None:
    """From when until when it may be on a day, nearest to the hour asked."""
    length = lasting(ask.length, len(places), day, free.house)
    if length is None or not (gaps := free.on(day, places, length)):
        return None
    wanted = _wanted(ask, free.house, day)
    starts = (min(max(wanted, first), last - length) for first, last in gaps if last - first >= length)
    found = min(starts, key=lambda start: (abs(start - wanted), start), default=None)
    return None if found is None else (found, found + length)


def _wanted(ask: Ask, house: House, day: date) -> datetime:
    """The hour asked, on another day."""
    return datetime.combine(day, house.local(ask.starts).time(), house.zone).astimezone(UTC)


def _shorter(ask: Ask, free: Free, places: Sequence[Place]) -> Iterator[Offer]:
    """The longest part of what was asked that is free and that quotas leave, when it is worth coming."""
    day = free.house.local(ask.starts).date()
    gaps = common([(ask.starts, ask.ends)], free.on(day, places))
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0], default=(ask.starts, ask.starts))
    length = at_most(end - start, len(places), day, free.house)
    if SHORTEST <= length < ask.length:
        yield _at(Offered.SHORTER, ask, places, (start, start + length))


def _arranged_otherwise(ask: Ask, free: Free) -> list[Offer]:
    """The same rooms in the first layout in which they hold everybody."""
    house = free.house
    places = places_of(ask, house)
    open_and_free = is_free(free.occupied, places, ask.starts, ask.ends) and not any(place.closed for place in places)
    if not open_and_free or ask.rooms - house.places.keys() or not _is_left(ask, house, len(places)):
        return []
    known = {layout: None for place in places for layout in place.capacity}
    for layout in (*known, AS_IT_SUITS):
        if _hold(places, layout, ask.people):
            return [_at(Offered.OTHER_LAYOUT, replace(ask, layout=layout), places, (ask.starts, ask.ends))]
    return []


def _is_left(ask: Ask, house: House, rooms: int) -> bool:
    """Whether quotas leave enough for so many rooms at the time asked."""
    return at_most(ask.length, rooms, house.local(ask.starts).date(), house) == ask.length


def _hold(places: Sequence[Place], layout: str, people: int) -> bool:
    return all(place.holds(layout) for place in places) and held_by(places, layout) >= people


def _elsewhere(ask: Ask, free: Free) -> list[Offer]:
    """Other rooms at the same time: the fewest that hold everybody, the smallest, and under a roof when asked so."""
    house = free.house
    left = [
        one
        for one in house.places.values()
        if is_free(free.occupied, [one], ask.starts, ask.ends) and house.is_open(ask.starts, ask.ends, [one.number])
    ]
    sets = [places for places in _sets(ask, house, left) if _is_left(ask, house, len(places))]
    return [_at(Offered.OTHER_ROOMS, ask, places, (ask.starts, ask.ends)) for places in sets[:ROOMS_SHOWN]]


def _elsewhere_later(ask: Ask, free: Free) -> list[Offer]:
    """Other rooms at another time, when nothing nearer is left."""
    for layout in dict.fromkeys((ask.layout, AS_IT_SUITS)):
        one = replace(ask, layout=layout)
        sets = _sets(one, free.house, list(free.house.places.values()))[:SETS_TRIED]
        for day in days_looked_at(one, free.house):
            for places in sets:
                found = _nearest(one, free, places, day)
                if found is not None:
                    return [_at(Offered.OTHER_ROOMS, one, places, found)]
    return []


def _at_all(ask: Ask, free: Free) -> list[Offer]:
    """Whatever is left on the nearest day, however short, in any rooms that hold everybody: the longest of it."""
    ask = replace(ask, layout=AS_IT_SUITS)
    outside = all(not place.indoors for place in places_of(ask, free.house))
    for day in days_looked_at(ask, free.house):
        found = max(
            _left_on(day, ask, free),
            key=lambda one: (one[1], -_exposed(one[0], outside=outside), -len(one[0])),
            default=None,
        )
        if found:
            places, length, (first, last) = found
            start = min(max(_wanted(ask, free.house, day), first), last - length)
            return [_at(Offered.SHORTER, ask, places, (start, start + length))]
    return []


def _left_on(day: date, ask: Ask, free: Free) -> Iterator[_Left]:
    """The rooms that hold everybody on a day, how long they may be taken together, and between which moments."""
    least, house = min(SHORTEST, ask.length), free.house
    usable = [place.number for place in _usable(ask, house.places.values()) if free.on(day, [place])]
    for places in _holding(ask, house, usable):
        for gap in free.on(day, places):
            length = at_most(min(ask.length, gap[1] - gap[0]), len(places), day, house)
            if length >= least:
                yield places, length, gap


def _holding(ask: Ask, house: House, numbers: Collection[int]) -> Iterator[tuple[Place, ...]]:
    """The sets of these rooms that hold everybody and would not with one room less: more rooms leave no more time."""
    held = {number: house.places[number].holds(ask.layout) for number in numbers}
    for size in range(1, len(numbers) + 1):
        for some in combinations(numbers, size):
            each = [held[number] for number in some]
            if 0 <= sum(each) - ask.people < min(each):
                yield tuple(house.places[number] for number in some)


def _usable(ask: Ask, places: Iterable[Place]) -> list[Place]:
    """Those of the rooms that may be booked and are arranged so, by their numbers."""
    return sorted((one for one in places if not one.closed and one.holds(ask.layout)), key=lambda one: one.number)


def _sets(ask: Ask, house: House, places: Sequence[Place]) -> list[tuple[Place, ...]]:
    """The smallest sets of rooms that hold everybody, other than those asked, the best first.

    Rooms that have a name together lie side by side: they come before others.
    """
    usable = _usable(ask, places)
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


def _at(kind: Offered, ask: Ask, places: Sequence[Place], when: Gap) -> Offer:
    return Offer(kind, tuple(place.number for place in places), ask.layout, *when)
