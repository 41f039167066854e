"""Which rules a booking breaks: all of them, whatever the order in which things come."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC

from liamm.features.booking.rules.asking import AS_IT_SUITS, ORDER, Ask, Broken, House, Place, Rule
from liamm.features.booking.rules.limiting import by_limits
from liamm.features.booking.rules.occupied import Occupied
from liamm.kernel.french import words

TIMES = frozenset(
    {
        Rule.BACKWARDS,
        Rule.PAST,
        Rule.LEAD,
        Rule.TOO_FAR,
        Rule.AHEAD,
        Rule.HOLIDAY,
        Rule.WEEKDAY,
        Rule.HOURS,
        Rule.TOO_LONG,
    },
)
HELD = frozenset({Rule.BLOCKED, Rule.TAKEN})
"""What may end by itself: somebody gives the room back, or it opens again."""
FITS = frozenset({Rule.CLOSED, Rule.LAYOUT, Rule.TOO_MANY})


def broken_by(ask: Ask, house: House, occupied: Occupied) -> tuple[Broken, ...]:
    """All the rules broken, in the order in which they are said."""
    by_itself = (_by_use, _by_time, _by_rooms, by_limits)
    found = {*_by_others(ask, house, occupied), *(one for rule in by_itself for one in rule(ask, house))}
    return tuple(sorted(found, key=lambda one: (ORDER.index(one.rule), one.room, one.key)))


def gives_away(said: str, refused: Sequence[str], unless: Sequence[str] = ()) -> bool:
    """Whether one of these words or phrases is in a text, as whole words, however they are accented.

    `unless` are phrases that mean something else, as they are written: they are passed over.
    """
    for phrase in unless:
        said = re.sub(rf"\b{re.escape(phrase)}\b", " · ", said)
    text = f" {' '.join(words(said))} "
    return any(f" {' '.join(words(phrase))} " in text for phrase in refused)


def _by_use(ask: Ask, house: House) -> Iterator[Broken]:
    if ask.use not in house.uses:
        yield Broken(Rule.USE)
    for key, refused in house.refused.items():
        if gives_away(ask.words, refused, house.unless.get(key, ())):
            yield Broken(Rule.WORDS, key=key)


def _by_time(ask: Ask, house: House) -> Iterator[Broken]:
    starts, ends = ask.starts.astimezone(UTC), ask.ends.astimezone(UTC)
    if house.local(ask.starts).date() > house.last:
        yield Broken(Rule.TOO_FAR)
    if starts < house.now:
        yield Broken(Rule.PAST)
    if ends <= starts:
        yield Broken(Rule.BACKWARDS)
    if not house.is_open(starts, ends, ask.rooms & house.places.keys()):
        yield from _by_hours(ask, house)


def _by_hours(ask: Ask, house: House) -> Iterator[Broken]:
    """What keeps the house shut at some moment of what is asked."""
    starts, ends, day = ask.starts.astimezone(UTC), ask.ends.astimezone(UTC), house.local(ask.starts).date()
    opens, closes = house.day(day)
    windows = house.windows(day, ask.rooms & house.places.keys()) or [(opens, closes)]
    if day in house.hours.holidays:
        yield Broken(Rule.HOLIDAY)
    elif not house.hours.opened(day):
        yield Broken(Rule.WEEKDAY)
    too_long = ask.length > max(last - first for first, last in windows)
    if too_long:
        yield Broken(Rule.TOO_LONG)
    if starts < opens or (closes < ends and not too_long):
        yield Broken(Rule.HOURS)


def _by_rooms(ask: Ask, house: House) -> Iterator[Broken]:
    places = places_of(ask, house)
    for place in places:
        if place.closed:
            yield Broken(Rule.CLOSED, place.number)
        if not place.holds(ask.layout):
            yield Broken(Rule.LAYOUT, place.number)
    for number in ask.rooms - house.places.keys():
        yield Broken(Rule.CLOSED, number)
    if ask.people > sum(place.holds(ask.layout) or place.holds(AS_IT_SUITS) for place in places):
        yield Broken(Rule.TOO_MANY)


def _by_others(ask: Ask, house: House, occupied: Occupied) -> Iterator[Broken]:
    starts, ends = ask.starts.astimezone(UTC), ask.ends.astimezone(UTC)
    for place in places_of(ask, house):
        held = starts - place.setup, ends + place.restore
        if starts < ends and occupied.meets(place.number, *held):
            reason = house.closed_because(place.number, *held)
            yield Broken(Rule.BLOCKED, place.number, reason) if reason else Broken(Rule.TAKEN, place.number)


def places_of(ask: Ask, house: House) -> list[Place]:
    """The rooms asked for that the house has, by their numbers."""
    return [house.places[number] for number in sorted(ask.rooms) if number in house.places]


def held_by(places: Sequence[Place], layout: str) -> int:
    """How many people these rooms hold together."""
    return sum(place.holds(layout) for place in places)
