"""What the house does by itself: the calendar of the bodies, their agendas, and the reminders."""

from __future__ import annotations

import contextlib

from liamm.features.governance.actions import (
    add_request,
    place_item,
    propose_recusal,
    remind_preconisation,
)
from liamm.features.governance.almanac import keep
from liamm.features.governance.models import Sitting
from liamm.features.governance.queries.planning import (
    ready_to_place,
    ripe_requests,
    to_ask,
    to_remind,
)
from liamm.features.proposals.models import Proposal
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.jobs import every


@every("23 3 * * *", "governance.keep_calendar")
def keep_calendar() -> None:
    """Keep the calendar of the bodies: its days move ahead with the days."""
    keep()


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
