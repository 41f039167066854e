"""Keeping the calendar of the bodies: every night, at a start, and as soon as another charter is adopted."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils.translation import gettext as _

from liamm.features.governance.actions import cancel_sitting, found_body, plan_sitting
from liamm.features.governance.models import Body
from liamm.features.governance.queries.planning import (
    missing_sittings,
    sittings_off_cadence,
    sittings_without_room,
    unfounded,
)
from liamm.features.governance.rooming import seek_room
from liamm.kernel.access import SYSTEM
from liamm.kernel.jobs import job

_LOCK = 0x63616C


def keep() -> None:
    """Found the bodies of the charter, with their sittings for a year ahead and the rooms of these; one at a time."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        for key in unfounded():
            found_body(SYSTEM, key)
        for body in Body.objects.all():
            _keep_sittings(body)
        for sitting in sittings_without_room():
            seek_room(sitting)


def _keep_sittings(body: Body) -> None:
    for sitting in sittings_off_cadence(body):
        cancel_sitting(SYSTEM, sitting, reason=_("La charte donne une autre cadence à cette instance."))
    for due in missing_sittings(body):
        plan_sitting(SYSTEM, body, due=due)


@job("governance.follow_charter")
def follow_charter() -> None:
    """Keep the calendar at once: another charter asks for another cadence, or for other bodies."""
    keep()
