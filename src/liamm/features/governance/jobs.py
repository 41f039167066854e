"""What the house does by itself: the calendar of the bodies, their agendas, and the reminders."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.governance.actions import (
    cancel_sitting,
    found_body,
    place_item,
    plan_sitting,
    remind_preconisation,
)
from liamm.features.governance.models import Body
from liamm.features.governance.queries.planning import (
    missing_sittings,
    ready_to_place,
    sittings_off_cadence,
    to_remind,
    unfounded,
)
from liamm.kernel.access import SYSTEM
from liamm.kernel.jobs import every


@every("23 3 * * *", "governance.keep_calendar")
def keep_calendar() -> None:
    """Found the bodies of the charter, and give them their sittings for a year ahead."""
    for key in unfounded():
        found_body(SYSTEM, key)
    for body in Body.objects.all():
        for sitting in sittings_off_cadence(body):
            cancel_sitting(SYSTEM, sitting, reason=_("La charte donne une autre cadence à cette instance."))
        for due in missing_sittings(body):
            plan_sitting(SYSTEM, body, due=due)


@every("7 * * * *", "governance.fill_agendas")
def fill_agendas() -> None:
    """Let what waited for its day come before its body."""
    for item, sitting in ready_to_place():
        place_item(SYSTEM, item, sitting=sitting)


@every("41 6 * * 1-5", "governance.remind_preconisations")
def remind_preconisations() -> None:
    """Remind those who mind a preconisation whose term is near, or behind."""
    for preconisation in to_remind():
        remind_preconisation(SYSTEM, preconisation)
