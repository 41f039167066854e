"""What the thing behind an item weighs on the lab, with and without it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from liamm.features.charter import bindings
from liamm.features.commitments.models import LoadMonth
from liamm.features.commitments.queries import load_table, months_asked
from liamm.kernel import clock

_LOCK = 0x63617061


@dataclass(frozen=True, slots=True)
class Weight:
    """What was seen: the rows of the table as JSON, and whether they pass the capacity."""

    snapshot: list[dict[str, str]]
    overloads: bool


NOTHING = Weight([], overloads=False)


def weigh(subject: UUID | None) -> Weight:
    """The load of the months in which a thing asks something; nothing when it asks nothing."""
    months = months_asked([subject]) if subject else []
    if not months:
        return NOTHING
    skills = [skill.key for skill in bindings.skills(clock.today()).value.skills]
    table = load_table(months, with_subjects=[subject] if subject else [], skills=skills)
    return Weight(table.snapshot(), bool(table.overflows))


def one_at_a_time() -> None:
    """Decisions that take capacity follow one another, so that two never take the same days unseen."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def asks_something(subject: UUID) -> bool:
    """Whether the load of a thing was entered."""
    return LoadMonth.objects.filter(subject_id=subject).exists()
