"""What somebody asks for, and the house as the charter and its keepers describe it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from liamm.features.charter.bindings.hours import Hours

AS_IT_SUITS = ""
"""The layout of who leaves it to each room: the one in which it holds most people."""


class Rule(StrEnum):
    """A rule that a booking may break, in the order in which they are said."""

    USE = "use"
    WORDS = "words"
    BACKWARDS = "backwards"
    PAST = "past"
    TOO_FAR = "too_far"
    HOLIDAY = "holiday"
    WEEKDAY = "weekday"
    HOURS = "hours"
    TOO_LONG = "too_long"
    CLOSED = "closed"
    LAYOUT = "layout"
    TOO_MANY = "too_many"
    TAKEN = "taken"


ORDER = tuple(Rule)


@dataclass(frozen=True, slots=True)
class Place:
    """A room: how many it holds by layout, and the time that arranging and restoring it take."""

    number: int
    capacity: Mapping[str, int]
    setup: timedelta
    restore: timedelta
    indoors: bool = True
    closed: bool = False

    def holds(self, layout: str) -> int:
        """How many people it holds so arranged; none when it cannot be."""
        return self.capacity.get(layout, 0) if layout else max(self.capacity.values(), default=0)


@dataclass(frozen=True, slots=True)
class House:
    """The rules in force: hours, uses taken, words of those that are not (by key), rooms, the last day planned."""

    hours: Hours
    zone: tzinfo
    uses: Collection[str]
    refused: Mapping[str, Sequence[str]]
    places: Mapping[int, Place]
    now: datetime
    last: date

    def local(self, moment: datetime) -> datetime:
        """A moment on the clock of the house."""
        return moment.astimezone(self.zone)

    def day(self, day: date) -> tuple[datetime, datetime]:
        """When the house opens and closes on a day, as moments: right on the days on which clocks change too."""
        hours = (self.hours.opens, self.hours.closes)
        first, last = (datetime.combine(day, hour, self.zone).astimezone(UTC) for hour in hours)
        return first, last

    def is_open(self, day: date) -> bool:
        """Whether one may come on a day: open, not past, not beyond what is planned."""
        return self.local(self.now).date() <= day <= self.last and self.hours.opened(day)

    @property
    def longest(self) -> timedelta:
        """The length of an ordinary day of the house."""
        day = date(2000, 1, 1)
        return datetime.combine(day, self.hours.closes) - datetime.combine(day, self.hours.opens)


@dataclass(frozen=True, slots=True)
class Ask:
    """A booking as it is asked: `words` is all that was written about it; moments are aware."""

    use: str
    words: str
    rooms: frozenset[int]
    layout: str
    people: int
    starts: datetime
    ends: datetime

    @property
    def length(self) -> timedelta:
        """How long it lasts, on any clock."""
        return self.ends.astimezone(UTC) - self.starts.astimezone(UTC)


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """A rule that is broken: where (a room) and by what (the key of a use refused), when either says more."""

    rule: Rule
    room: int = 0
    key: str = ""


class Offered(StrEnum):
    """In what an offer differs from what was asked."""

    SAME_DAY = "same_day"
    ANOTHER_DAY = "another_day"
    OTHER_ROOMS = "other_rooms"
    OTHER_LAYOUT = "other_layout"
    SHORTER = "shorter"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something near what was asked that no rule stands against."""

    kind: Offered
    rooms: tuple[int, ...]
    layout: str
    starts: datetime
    ends: datetime

    def taken_by(self, ask: Ask) -> Ask:
        """What was asked, changed to this."""
        return Ask(ask.use, ask.words, frozenset(self.rooms), self.layout, ask.people, self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class Verdict:
    """All the rules that a booking breaks (none: it may be), and the nearest things possible."""

    broken: tuple[Broken, ...] = ()
    offers: tuple[Offer, ...] = field(default=())

    @property
    def holds(self) -> bool:
        """Whether it may be booked as it is."""
        return not self.broken
