"""What somebody asks for, and the house as the charter and its keepers describe it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum

from liamm.features.booking.rules.spans import Span, common, joined
from liamm.features.charter.bindings.hours import Hours

AS_IT_SUITS = ""
"""The layout of who leaves it to each room: the one in which it holds most people."""


class Rule(StrEnum):
    """A rule that a booking may break, in the order in which they are said."""

    USE = "use"
    WORDS = "words"
    BACKWARDS = "backwards"
    PAST = "past"
    LEAD = "lead"
    TOO_FAR = "too_far"
    AHEAD = "ahead"
    HOLIDAY = "holiday"
    WEEKDAY = "weekday"
    HOURS = "hours"
    TOO_LONG = "too_long"
    CLOSED = "closed"
    LAYOUT = "layout"
    TOO_MANY = "too_many"
    PERSON_WEEK = "person_week"
    ORGANISATION_WEEK = "organisation_week"
    BLOCKED = "blocked"
    TAKEN = "taken"


ORDER = tuple(Rule)
SAID = frozenset({Rule.USE, Rule.WORDS})
"""What another time or other rooms would not mend."""


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
class Beside:
    """A time for which the house opens beside its hours, in some rooms; in all of them when none is named."""

    starts: datetime
    ends: datetime
    rooms: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Closure:
    """A time at which a room is closed, and why, as everybody reads it."""

    room: int
    starts: datetime
    ends: datetime
    reason: str


Week = tuple[int, int]
"""A week as ISO counts them: its year and its number."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How long a person or an organisation takes rooms in one week at most, and what they have by week already.

    It counts hours of rooms: two rooms taken together for an hour are two hours. `own` is what the booking that is
    changed had in its week: that much it may always keep.
    """

    rule: Rule
    most: timedelta
    taken: Mapping[Week, timedelta] = field(default_factory=dict)
    own: Mapping[Week, timedelta] = field(default_factory=dict)

    def left(self, week: Week) -> timedelta:
        """How much may still be taken in a week."""
        return max(self.most - self.taken.get(week, timedelta()), self.own.get(week, timedelta()))

    @property
    def ever(self) -> timedelta:
        """How much may be taken in any week at all."""
        return max(self.most, *self.own.values(), timedelta())


@dataclass(frozen=True, slots=True)
class House:
    """The rules in force: hours, uses taken, words of those that are not (by key), rooms, the last day planned.

    `unless` are phrases that mean something else than the words of a use refused, as they are written.
    `beside` are the openings beside the hours, `closures` say why rooms are closed (they count among what takes rooms
    too), `together` are the sets of rooms that have a name. What a charter limits: `lead`, how long before its start
    something is asked for, `ahead`, how many days before it at most, and `quotas`, those of whoever asks.
    """

    hours: Hours
    zone: tzinfo
    uses: Collection[str]
    refused: Mapping[str, Sequence[str]]
    places: Mapping[int, Place]
    now: datetime
    last: date
    beside: Sequence[Beside] = ()
    closures: Sequence[Closure] = ()
    unless: Mapping[str, Sequence[str]] = field(default_factory=dict)
    together: Collection[frozenset[int]] = ()
    lead: timedelta = timedelta()
    ahead: int | None = None
    quotas: Sequence[Quota] = ()

    def local(self, moment: datetime) -> datetime:
        """A moment on the clock of the house."""
        return moment.astimezone(self.zone)

    def day(self, day: date) -> tuple[datetime, datetime]:
        """When the house opens and closes on a day, as moments: right on the days on which clocks change too."""
        hours = (self.hours.opens, self.hours.closes)
        first, last = (datetime.combine(day, hour, self.zone).astimezone(UTC) for hour in hours)
        return first, last

    @property
    def today(self) -> date:
        """The day, on the calendar of the house."""
        return self.local(self.now).date()

    @property
    def soonest(self) -> datetime:
        """The first moment at which something asked for now may begin."""
        return self.now + self.lead

    @property
    def latest(self) -> date:
        """The last day on which something asked for now may be."""
        return self.last if self.ahead is None else min(self.last, self.today + timedelta(days=self.ahead))

    def is_planned(self, day: date) -> bool:
        """Whether something asked for now may be on a day: neither too soon nor too far ahead."""
        return self.local(self.soonest).date() <= day <= self.latest

    def windows(self, day: date, rooms: Iterable[int]) -> list[Span]:
        """Between which moments of a day people may be in all these rooms: the hours, and what is opened beside."""
        usual = [self.day(day)] if self.hours.opened(day) else []
        beside = [one for one in self.beside if self.local(one.starts).date() == day]
        found = None
        for room in rooms if beside else ():
            opened = [(one.starts, one.ends) for one in beside if not one.rooms or room in one.rooms]
            found = joined([*usual, *opened]) if found is None else common(found, joined([*usual, *opened]))
        return usual if found is None else found

    def is_open(self, starts: datetime, ends: datetime, rooms: Iterable[int]) -> bool:
        """Whether people may be in all these rooms from a moment until another."""
        windows = self.windows(self.local(starts).date(), rooms)
        return any(first <= starts and ends <= last for first, last in windows)

    def closed_because(self, room: int, starts: datetime, ends: datetime) -> str:
        """Why a room is closed at some moment between the two; nothing when it is not."""
        met = [one for one in self.closures if one.room == room and one.starts < ends and starts < one.ends]
        return min(met, key=lambda one: (one.starts, one.reason)).reason if met else ""

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


@dataclass(frozen=True, slots=True)
class Broken:
    """A rule that is broken: where (a room) and by what (the key of a use refused, the reason of a closure).

    Of a limit: the nearest `moment` that it lets be; how much there `would` be in that week, how much is `left` of it,
    and the Monday of the nearest `week` in which all that is asked may be taken.
    """

    rule: Rule
    room: int = 0
    key: str = ""
    moment: datetime | None = None
    would: timedelta = timedelta()
    left: timedelta = timedelta()
    week: date | None = None


class Offered(StrEnum):
    """In what an offer differs from what was asked."""

    SAME_DAY = "same_day"
    ANOTHER_DAY = "another_day"
    OTHER_ROOMS = "other_rooms"
    OTHER_LAYOUT = "other_layout"
    SHORTER = "shorter"
    LARGEST = "largest"


@dataclass(frozen=True, slots=True)
class Offer:
    """Something near what was asked that no rule stands against; `people` when fewer than asked would hold."""

    kind: Offered
    rooms: tuple[int, ...]
    layout: str
    starts: datetime
    ends: datetime
    people: int = 0

    def taken_by(self, ask: Ask) -> Ask:
        """What was asked, changed to this."""
        people = self.people or ask.people
        return Ask(ask.use, ask.words, frozenset(self.rooms), self.layout, people, self.starts, self.ends)


@dataclass(frozen=True, slots=True)
class Verdict:
    """All the rules that a booking breaks (none: it may be), and the nearest things possible."""

    broken: tuple[Broken, ...] = ()
    offers: tuple[Offer, ...] = field(default=())

    @property
    def holds(self) -> bool:
        """Whether it may be booked as it is."""
        return not self.broken

    @property
    def is_alone(self) -> bool:
        """Whether something stands against it that time or rooms decide, and there is nothing instead."""
        return not self.offers and not {one.rule for one in self.broken} <= SAID
