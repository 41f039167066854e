"""A day of the house for whoever keeps it: each room in order, what is arranged between two, what waits for a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import cast
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.accounts.models import Person
from liamm.features.booking.house import Known, RoomShown, known_on
from liamm.features.booking.keepers import next_opened
from liamm.features.booking.models import Booking, Finding, Occupation, Restoring
from liamm.features.booking.occupying import during
from liamm.features.booking.queries.rota import NoteShown, keepers_on, notes_shown, rota_ahead
from liamm.features.booking.queries.tasks import TaskLine, open_tasks
from liamm.features.booking.rules.arranging import Arranging, Stay, arranged
from liamm.features.charter.bindings.hours import hours_of
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.expected import expected_at
from liamm.kernel.extension import DeskGroup, DeskSection, Expected, desk_at
from liamm.ui.dates import say_time

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A time at which a room is taken: by a booking and how it is arranged for it, or closed for a reason."""

    starts: datetime
    ends: datetime
    ready_by: datetime
    free_again: datetime
    booking: Booking | None
    reason: str
    layout: str
    to_arrange: str
    state: str
    coming: str = ""
    task: TaskLine | None = None

    @property
    def hours(self) -> str:
        """From when to when people are there."""
        return _("%(start)s à %(end)s") % {"start": _hour(self.starts), "end": _hour(self.ends)}

    @property
    def around(self) -> str:
        """From when to when the room is held, the time of arranging and restoring included."""
        return _("salle tenue de %(start)s à %(end)s") % {"start": _hour(self.ready_by), "end": _hour(self.free_again)}


@dataclass(frozen=True, slots=True)
class RoomDay:
    """One room over the day."""

    room: RoomShown
    slots: Sequence[Slot]


@dataclass(frozen=True, slots=True)
class Tomorrow:
    """The next day on which the house opens, at a glance."""

    day: date
    lines: Sequence[str]
    keepers: Sequence[Person]


@dataclass(frozen=True, slots=True)
class DayPage:
    """One day of the house."""

    day: date
    shut: str
    rooms: Sequence[RoomDay]
    bookings: int
    people: int
    answers: Sequence[DeskGroup]
    expected: Sequence[DeskGroup]
    tasks: Sequence[TaskLine]
    keepers: Sequence[Person]
    gaps: Sequence[date]
    notes: Sequence[NoteShown]
    next_day: Tomorrow

    @property
    def before(self) -> date:
        """The day before."""
        return self.day - _DAY

    @property
    def after(self) -> date:
        """The day after."""
        return self.day + _DAY

    @property
    def taken(self) -> Sequence[RoomDay]:
        """The rooms in which something happens."""
        return [room for room in self.rooms if room.slots]

    @property
    def free(self) -> str:
        """The names of the others."""
        return ", ".join(room.room.name for room in self.rooms if not room.slots and not room.room.closed)

    @property
    def is_today(self) -> bool:
        """Whether it is today."""
        return self.day == clock.today()


def day_page(actor: Actor, day: date) -> DayPage:
    """All that the desk shows of a day (a constant number of queries, and those of the features that contribute)."""
    known, after = known_on(day), next_opened(day)
    tasks = open_tasks(actor, known)
    rooms = _rooms(known, list(_held(day)), tasks)
    bookings = {slot.booking.pk: slot.booking for room in rooms for slot in room.slots if slot.booking}
    here, missing = rota_ahead(day)
    return DayPage(
        day=day,
        shut="" if hours_of(known.opening.version).opened(day) else _("La maison est fermée ce jour-là."),
        rooms=rooms,
        bookings=len(bookings),
        people=sum(one.people for one in bookings.values()),
        answers=desk_at(actor, day, DeskSection.ANSWER),
        expected=desk_at(actor, day, DeskSection.EXPECTED),
        tasks=[line for line in tasks if not line.task.follows],
        keepers=here,
        gaps=missing,
        notes=notes_shown(actor),
        next_day=Tomorrow(after, _glance(known, after), keepers_on(after)),
    )


def _bounds(day: date) -> tuple[datetime, datetime]:
    start, end = (timezone.make_aware(datetime.combine(one, time())) for one in (day, day + _DAY))
    return start, end


def _held(day: date) -> QuerySet[Occupation]:
    """What holds each room on a day, in the order of time (two queries)."""
    rows = Occupation.objects.filter(living=True, during__overlap=during(*_bounds(day)))
    rows = rows.select_related("booking__booked_by", "booking__organisation", "booking__restoring")
    findings = Prefetch("booking__findings", Finding.objects.order_by("room_id"))
    return rows.prefetch_related(findings).order_by("during", "pk")


def _rooms(known: Known, held: Sequence[Occupation], tasks: Sequence[TaskLine]) -> list[RoomDay]:
    by_room: dict[int, list[Occupation]] = defaultdict(list)
    for row in held:
        by_room[row.room_id].append(row)
    expected = expected_at([row.booking_id for row in held if row.booking_id])
    days = [RoomDay(room, _slots(by_room.get(room.number, []), known, expected)) for room in known.rooms]
    by_key = {(line.task.booking_id, line.task.room_id, line.task.layout): line for line in tasks if line.task.follows}
    return [replace(day, slots=[_with_task(slot, day.room.number, by_key) for slot in day.slots]) for day in days]


def _with_task(slot: Slot, room: int, by_key: Mapping[tuple[UUID | None, int | None, str], TaskLine]) -> Slot:
    """What is to be arranged may be taken, once it is a task of the house."""
    booking = slot.booking
    found = by_key.get((booking.pk, room, booking.layout)) if booking and slot.to_arrange else None
    return replace(slot, task=found) if found else slot


def _slots(rows: Sequence[Occupation], known: Known, expected: Mapping[UUID, Sequence[Expected]]) -> list[Slot]:
    """What happens in one room, in the order of time."""
    bookings = [row.booking for row in rows if row.booking]
    ways = iter(arranged([Stay(one.starts, one.ends, one.layout, one.people) for one in bookings]))
    return [
        _slot(row, next(ways), known, expected.get(row.booking.pk, ())) if row.booking else _closed(row) for row in rows
    ]


def _closed(row: Occupation) -> Slot:
    starts, ends = row.during.lower, row.during.upper
    return Slot(starts, ends, starts, ends, None, row.reason, layout="", to_arrange="", state="")


def _slot(row: Occupation, way: Arranging, known: Known, expected: Sequence[Expected]) -> Slot:
    booking = cast("Booking", row.booking)
    layout = known.layouts.get(booking.layout, "")
    return Slot(
        starts=booking.starts,
        ends=booking.ends,
        ready_by=row.during.lower,
        free_again=row.during.upper,
        booking=booking,
        reason="",
        layout=layout or _("comme la salle s’y prête"),
        to_arrange=_to_arrange(booking, way, layout),
        state=_state(row, booking),
        coming=_coming(expected),
    )


def _coming(expected: Sequence[Expected]) -> str:
    """How many are sure to come, and how many of them for the first time; never who, on what hangs by a door."""
    if not expected:
        return ""
    people, first = sum(one.people for one in expected), sum(one.first_visit for one in expected)
    sure = ngettext("%(n)s personne a confirmé", "%(n)s personnes ont confirmé", people) % {"n": people}
    new = ngettext("%(n)s vient pour la première fois", "%(n)s viennent pour la première fois", first) % {"n": first}
    return f"{sure}, {new}" if first else sure


def _to_arrange(booking: Booking, way: Arranging, layout: str) -> str:
    """What is set up before they come in; nothing when the room is so already."""
    if not way.changes:
        return ""
    told = {"layout": layout, "people": booking.people}
    if way.free is None:
        return _("installer %(layout)s pour %(people)s") % told
    told["minutes"] = int(way.free.total_seconds() // 60)
    return _("installer %(layout)s pour %(people)s, %(minutes)s min entre les deux") % told


def _state(row: Occupation, booking: Booking) -> str:
    """What was said of the room so far."""
    restoring: Restoring | None = getattr(booking, "restoring", None)
    said = [_("arrivée à %(time)s") % {"time": _hour(booking.arrived_at)}] if booking.arrived_at else []
    said += [one.get_state_display() for one in booking.findings.all() if one.room_id == row.room_id]
    if restoring:
        said.append(restoring.get_state_display())
    return ", ".join(said)


def _glance(known: Known, day: date) -> list[str]:
    """The next day in a few lines: each booking once, with its rooms (one query)."""
    rows = Occupation.objects.filter(living=True, during__overlap=during(*_bounds(day)))
    by_booking: dict[UUID | None, list[Occupation]] = defaultdict(list)
    for row in rows.exclude(booking=None).select_related("booking").order_by("booking__starts", "room_id"):
        by_booking[row.booking_id].append(row)
    return [_line([row.room_id for row in held], held[0].booking, known) for held in by_booking.values()]


def _line(rooms: Sequence[int], booking: Booking | None, known: Known) -> str:
    if booking is None:
        return ""
    told = {"start": _hour(booking.starts), "end": _hour(booking.ends)}
    hours = _("%(start)s à %(end)s") % told
    return f"{hours} · {known.names(rooms)} · {booking.title} · {booking.people}"


def _hour(moment: datetime) -> str:
    return say_time(timezone.localtime(moment).time())
