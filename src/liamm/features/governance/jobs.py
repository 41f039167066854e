"""What the house does by itself: the calendar of the bodies, their agendas, and the reminders."""

from __future__ import annotations

import contextlib

from django.utils.translation import gettext as _

from liamm.features.governance.actions import (
    add_request,
    cancel_sitting,
    found_body,
    place_item,
    plan_sitting,
    propose_recusal,
    remind_preconisation,
)
from liamm.features.governance.models import Body, Sitting
from liamm.features.governance.queries.planning import (
    missing_sittings,
    ready_to_place,
    ripe_requests,
    sittings_off_cadence,
    to_ask,
    to_remind,
    unfounded,
)
from liamm.features.proposals.models import Proposal
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
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
    """Let what waited for its day, and what is ripe, come before its body; ask those tied to it to stay out."""
    for item, sitting in ready_to_place():
        place_item(SYSTEM, item, sitting=sitting)
    for proposal, sitting in ripe_requests():
        _add(proposal, sitting)
    for item, person, tie in to_ask():
        propose_recusal(SYSTEM, item, person=person, tie=tie)


def _add(proposal: Proposal, sitting: Sitting) -> None:
    """Add a ripe request; one that the route still refuses (no community yet) waits and is shown to the team."""
    with contextlib.suppress(DomainError):
        add_request(SYSTEM, sitting, proposal=proposal)


@every("41 6 * * 1-5", "governance.remind_preconisations")
def remind_preconisations() -> None:
    """Remind those who mind a preconisation whose term is near, or behind."""
    for preconisation in to_remind():
        remind_preconisation(SYSTEM, preconisation)
