"""What is closed, now and later: rooms closed for the same reason and as long are one closure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from liamm.features.booking.house import Known
from liamm.features.booking.models import Occupation
from liamm.kernel import clock
from liamm.ui.dates import say_hours
from liamm.ui.times import now


@dataclass(frozen=True, slots=True)
class ClosureLine:
    """One closure: why, where and when; `key` is one of its rows."""

    key: UUID
    reason: str
    rooms: str
    when: str


def closures_now(known: Known) -> Sequence[ClosureLine]:
    """What is not over, the first first (one query)."""
    rows = Occupation.objects.closures().filter(during__endswith__gt=clock.now()).order_by("during", "reason", "room")
    return [
        ClosureLine(
            first.pk,
            first.reason,
            known.names([first.room_id, *(one.room_id for one in others)]),
            say_hours(first.during.lower, first.during.upper, now()),
        )
        for first, *others in (list(rows) for _key, rows in groupby(rows, key=lambda one: (one.during, one.reason)))
    ]
