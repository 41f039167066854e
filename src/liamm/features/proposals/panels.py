"""What proposals put on the home page: opinions awaited, one's own requests, and what the team has to take up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q
from django.http import HttpRequest

from liamm.features.accounts.models import Person
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.models import Proposal
from liamm.features.proposals.policies import policy
from liamm.features.proposals.queries.pages import awaited_of, proposals_of
from liamm.features.proposals.queries.returning import load_to_date_anew
from liamm.kernel import clock
from liamm.kernel.extension import HomePanel

_SHOWN = 4
_IN_HAND = ("reference", "title", "kind", "state", "submitted_at", "facilitator")
_REMEMBERED = timedelta(days=60)


def _awaited(request: HttpRequest) -> dict[str, object] | None:
    person = request.user
    seats = awaited_of(person) if isinstance(person, Person) else []
    return {"seats": seats[:_SHOWN]} if seats else None


def _mine(request: HttpRequest) -> dict[str, object] | None:
    person = request.user
    found = _current(proposals_of(person)) if isinstance(person, Person) else []
    return {"proposals": found[:_SHOWN]} if found else None


def _current(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Those that still move, or that were answered lately."""
    since = clock.now() - _REMEMBERED
    return [one for one in proposals if not one.is_decided or (one.decided_at and one.decided_at > since)]


def _to_take_up(request: HttpRequest) -> dict[str, object] | None:
    """For the team: what has no facilitator, or not its load yet, or a load before its return; the oldest first."""
    person = request.user
    if not (isinstance(person, Person) and person.on_team):
        return None
    bare = (Q(facilitator=None) | Q(load_entered_at=None)) & Q(state=ProposalState.SUBMITTED)
    rows = policy.visible_to(person, Proposal.objects.filter(bare | load_to_date_anew())).only(*_IN_HAND)
    found = list(rows.order_by("submitted_at", "pk")[:_SHOWN])
    return {"proposals": found} if found else None


panels = (
    HomePanel("proposals.awaited", 5, "proposals/_panel_awaited.html", _awaited),
    HomePanel("proposals.mine", 12, "proposals/_panel_mine.html", _mine),
    HomePanel("proposals.arrived", 16, "proposals/_panel_arrived.html", _to_take_up),
)
