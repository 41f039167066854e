"""What is arranged in the rooms for the bookings of the coming days, as things to do that follow them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import timezone, translation

from liamm.features.booking.enums import TaskState
from liamm.features.booking.house import Known, known_on, moments
from liamm.features.booking.keepers import opened_days
from liamm.features.booking.models import Booking, HouseTask, Occupation
from liamm.features.booking.occupying import during
from liamm.features.booking.rules.arranging import Stay, arranged, hands_wanted
from liamm.kernel import clock
from liamm.ui.dates import say_time

DAYS_AHEAD = 3
"""On how many days, today included, what is to be arranged may be taken."""
_LOOKED_AT = timedelta(days=14)

Way = tuple[int, str]
"""A room, and how it is arranged."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is arranged: in words, by which day, by how many hands."""

    what: str
    until: date
    hands: int

    def is_said_by(self, task: HouseTask) -> bool:
        """Whether a task says it already; hands that are there are not sent away."""
        return (task.what, task.until) == (self.what, self.until) and task.hands >= self.hands


def days_ahead() -> list[date]:
    """The coming days on which the house opens and what is to be arranged may be taken."""
    today = clock.today()
    return opened_days(today, today + _LOOKED_AT)[:DAYS_AHEAD]


def is_soon(booking: UUID) -> bool:
    """Whether a booking is on one of these days, or is one for which something is arranged (one query or two)."""
    last = max(days_ahead(), default=clock.today())
    coming = Booking.objects.filter(pk=booking, starts__lt=moments([last])[1], ends__gt=clock.now())
    return coming.exists() or HouseTask.objects.open().of_arranging().filter(booking=booking).exists()


def to_follow() -> list[Booking]:
    """The bookings whose things to do are not what they should be by now."""
    tasks: dict[UUID, dict[Way, HouseTask]] = defaultdict(dict)
    for task in HouseTask.objects.open().of_arranging().select_related("booking").order_by("pk"):
        if task.booking and task.room_id:
            tasks[task.booking.pk][task.room_id, task.layout] = task
    days = {
        *days_ahead(),
        *(timezone.localdate(one.booking.starts) for all_ in tasks.values() for one in all_.values() if one.booking),
    }
    wanted = to_arrange(days)
    ended = HouseTask.objects.of_arranging().filter(booking__in=wanted, state__in=[TaskState.DONE, TaskState.DROPPED])
    settled = set(ended.values_list("booking", "room", "layout"))
    astray = [
        booking
        for booking in {*wanted, *tasks}
        if _differs(
            {way: one for way, one in wanted.get(booking, {}).items() if (booking, *way) not in settled},
            tasks.get(booking, {}),
        )
    ]
    return list(Booking.objects.filter(pk__in=astray).order_by("starts", "pk"))


def _differs(wanted: Mapping[Way, Wanted], tasks: Mapping[Way, HouseTask]) -> bool:
    return wanted.keys() != tasks.keys() or any(not one.is_said_by(tasks[way]) for way, one in wanted.items())


def to_arrange(days: Collection[date]) -> Mapping[UUID, Mapping[Way, Wanted]]:
    """What is arranged on these days for those who are not there yet and are sure to come (one query)."""
    found: dict[UUID, dict[Way, Wanted]] = defaultdict(dict)
    if not days:
        return found
    by_day: dict[tuple[date, int], list[Booking]] = defaultdict(list)
    rows = Occupation.objects.filter(living=True, during__overlap=during(*moments(list(days)))).exclude(booking=None)
    for row in rows.select_related("booking").order_by("during", "pk"):
        if row.booking and (day := timezone.localdate(row.booking.starts)) in days:
            by_day[day, row.room_id].append(row.booking)
    for (day, room), bookings in by_day.items():
        for booking, known in _changing(bookings, known_on(day)):
            found[booking.pk][room, booking.layout] = _wanted(booking, day, known)
    return found


def _changing(bookings: list[Booking], known: Known) -> Iterable[tuple[Booking, Known]]:
    """Those for whom a room is arranged otherwise than it stands, over one day."""
    ways = arranged([Stay(one.starts, one.ends, one.layout, one.people) for one in bookings])
    for booking, way in zip(bookings, ways, strict=True):
        if way.changes and booking.is_confirmed and booking.starts > clock.now():
            yield booking, known


def _wanted(booking: Booking, day: date, known: Known) -> Wanted:
    """What is to be done, kept in the language of the house as what people write is, whoever reads it."""
    layout = known.layouts.get(booking.layout, booking.layout)
    with translation.override(settings.LANGUAGE_CODE):
        time = say_time(timezone.localtime(booking.starts).time())
    return Wanted(f"Installer {layout} pour {booking.people}, avant {time}", day, hands_wanted(booking.people))
