"""Which sittings the cadence of the charter gives, and what keeps a body from sitting on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from liamm.features.charter import bindings
from liamm.features.charter.bindings import store
from liamm.features.charter.bindings.hours import public_holidays
from liamm.features.charter.bindings.shapes.bodies import Slot
from liamm.features.governance.models import Sitting
from liamm.features.governance.rules.cadence import occurrences
from liamm.features.governance.seats import shape_of


@dataclass(frozen=True, slots=True)
class Due:
    """A sitting that the cadence asks for: its day by the rule, when it is held and where."""

    due: date
    starts: datetime
    ends: datetime
    place: str


def put_off_from(sitting: Sitting) -> date | None:
    """The public holiday on which the cadence would have held a sitting, when that is why it is held later."""
    if sitting.due is None or sitting.day <= sitting.due or sitting.due not in public_holidays(sitting.due):
        return None
    return sitting.due


def due_sittings(key: str, since: date, until: date) -> list[Due]:
    """The sittings of a body between two days, each by the charter that will be in force on its day."""
    found: dict[date, Due] = {}
    for slot in _slots(key, since, until):
        for one in occurrences(slot.rule, since, until, public_holidays(since)):
            if _slot(key, one.due) == slot:
                found[one.due] = _due(slot, one.due, one.day)
    return [found[day] for day in sorted(found)]


def _slots(key: str, since: date, until: date) -> list[Slot]:
    days = [since, *(held.in_force for held in store.versions() if since < held.in_force <= until)]
    slots = [_slot(key, day) for day in days]
    return [slot for place, slot in enumerate(slots) if slot is not None and slot not in slots[:place]]


def _slot(key: str, day: date) -> Slot | None:
    shape = shape_of(key, day)
    return shape.cadence.slot if shape and shape.cadence else None


def _due(slot: Slot, due: date, day: date) -> Due:
    starts = timezone.make_aware(datetime.combine(day, slot.at))
    rooms = {room.key: room.name for room in bindings.rooms(day).value.rooms}
    return Due(due, starts, starts + timedelta(minutes=slot.minutes), rooms.get(slot.room or "", ""))
