"""Who keeps the house on a day, whoever is away; and the days on which nobody does yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from liamm.features.accounts.enums import Duty
from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import holders, team
from liamm.features.booking.models import Holding
from liamm.features.charter.bindings.hours import hours_of
from liamm.kernel import clock
from liamm.kernel.stale import Texts
from liamm.ui.dates import say_day

_DAY = timedelta(days=1)
_LOOKED_FOR = 14


def opened_days(first: date, last: date) -> list[date]:
    """The days between two, both included, on which the house opens."""
    days = [first + step * _DAY for step in range((last - first).days + 1)]
    return [day for day in days if hours_of(day).opened(day)]


def next_opened(day: date) -> date:
    """The first day after one on which the house opens; the day after, when there is none for two weeks."""
    return next(iter(opened_days(day + _DAY, day + _LOOKED_FOR * _DAY)), day + _DAY)


def held(first: date, last: date) -> Mapping[date, Sequence[Person]]:
    """Who holds the house on each day between two, as long as they are of the team (two queries)."""
    here = {person.pk: person for person in team()}
    rows = Holding.objects.filter(day__range=(first, last)).order_by("day", "pk").values_list("day", "person_id")
    found: dict[date, list[Person]] = defaultdict(list)
    for day, person in rows:
        if person in here:
            found[day].append(here[person])
    return found


def gaps(days: Iterable[date], by_day: Mapping[date, Sequence[Person]]) -> list[date]:
    """The days on which nobody holds the house yet."""
    return [day for day in days if not by_day.get(day)]


def keepers(day: date) -> Sequence[Person]:
    """Who is written to on a day: those who hold the house, or the whole team when nobody does."""
    return held(day, day).get(day) or team()


def who_settles(day: date, *, but: UUID | None = None) -> Sequence[Person]:
    """Who settles what waits on a day: the head, those who hold the house, and without any of them the whole team.

    Whoever asked (`but`) is left out: nobody settles what they asked for.
    """
    first = dict.fromkeys([*holders(Duty.HEAD), *held(day, day).get(day, ())])
    return [one for one in first if one.pk != but] or [one for one in team() if one.pk != but]


def rota_texts(monday: date) -> Texts:
    """Who holds the house on each day of a week, in words."""
    by_day = held(monday, monday + 6 * _DAY)
    return [
        (say_day(day, clock.today()), ", ".join(str(person) for person in by_day.get(day, ())))
        for day in opened_days(monday, monday + 6 * _DAY)
    ]
