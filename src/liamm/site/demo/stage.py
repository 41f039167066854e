"""The stage of the demonstration: the days on which it happens, and what was made so far."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count
from uuid import UUID

from django.utils import timezone

from liamm.features.accounts.models import Organisation, Person
from liamm.features.spaces.models import Space
from liamm.features.territories.enums import TerritoryKind
from liamm.features.territories.models import Territory
from liamm.features.territories.queries import by_code
from liamm.kernel import clock
from liamm.site.demo.diary import Diary

Act = Callable[[], object]
_KINDS = {2: TerritoryKind.DEPARTEMENT, 5: TerritoryKind.COMMUNE, 9: TerritoryKind.EPCI}


@dataclass(slots=True)
class Stage:
    """Scenes put their cues on it; then all are played in the order of time, so that the register reads as it was.

    The story is told in days before today (or around the sittings of the calendar), so that it is always fresh. What
    would come after the present moment has not happened yet: it is left out.
    """

    now: datetime = field(default_factory=clock.now)
    lab: Space | None = None
    troupes: dict[str, Organisation] = field(default_factory=dict)
    made: dict[str, UUID] = field(default_factory=dict)
    diary: Diary = field(init=False)
    _people: dict[str, UUID] = field(default_factory=dict)
    _places: dict[str, Territory] = field(default_factory=dict)
    _cues: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _turn: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self.diary = Diary(self.now)

    @property
    def today(self) -> date:
        """The day on which the story is told."""
        return self.diary.today

    def moment(self, ago: int, hour: int = 10, minute: int = 0) -> datetime:
        """An hour of the day that was `ago` days before today (negative: to come)."""
        return on_day(self.today - timedelta(days=ago), hour, minute)

    def cue(self, moment: datetime, act: Act) -> None:
        """Let `act` happen at a moment; acts of the same moment keep the order of their cues."""
        if moment <= self.now:
            heapq.heappush(self._cues, (moment, next(self._turn), act))

    def surely(self, moment: datetime, act: Act, *, after: datetime) -> None:
        """Let `act` happen at a moment, or on the last day of work that is behind us when that moment is to come.

        It never happens before what it follows: that may be so near that `act` has not happened yet.
        """
        if moment > self.now:
            yesterday = self.moment(1, timezone.localtime(moment).hour)
            moment = max(working(yesterday), after)
        self.cue(moment, act)

    def ago(self, days: int, act: Act, hour: int = 10) -> None:
        """Let `act` happen at an hour of the day that was `days` before today."""
        self.cue(self.moment(days, hour), act)

    def play(self) -> None:
        """Play every cue in the order of time; what a cue adds is played in its turn."""
        while self._cues:
            moment, _turn, act = heapq.heappop(self._cues)
            with clock.at(moment):
                act()

    def welcome(self, key: str, person: Person) -> None:
        """Note that someone of the story has an account from now on."""
        self._people[key] = person.pk

    def person(self, key: str) -> Person:
        """Someone of the story as they come to the door: read anew, so that nothing of another day is remembered."""
        return Person.objects.get(pk=self._people[key])

    def organisation_of(self, person: Person) -> Organisation | None:
        """The organisation someone of the story acts for."""
        affiliation = person.affiliations.filter(ends=None).select_related("organisation").first()
        return affiliation.organisation if affiliation else None

    def place(self, code: str) -> Territory | None:
        """A commune by its INSEE code, an EPCI by its SIREN, a département by its number."""
        if code and code not in self._places:
            found = by_code(code, _KINDS[len(code)])
            if found is None:
                raise LookupError(code)
            self._places[code] = found
        return self._places.get(code)


def on_day(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """An hour of a day, where the lab lives."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def working(moment: datetime) -> datetime:
    """The same moment, or the Friday evening before it: who works at the lab rests at the week-end.

    Saturdays come before Sundays, so that the order of things never changes.
    """
    local = timezone.localtime(moment)
    late = local.weekday() - 4
    if late <= 0:
        return moment
    friday = local.date() - timedelta(days=late)
    return on_day(friday, 17 + late, local.hour * 2)
