"""What proposals put on the home page: opinions awaited, one's own requests, and what the team has to take up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.proposals.addresses import proposal_url
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.models import Proposal
from liamm.features.proposals.policies import policy
from liamm.features.proposals.queries.pages import awaited_of, proposals_of
from liamm.features.proposals.queries.returning import load_to_date_anew
from liamm.kernel import clock
from liamm.kernel.bound import bonds_of
from liamm.kernel.extension import HomePanel
from liamm.kernel.prepared import prepared
from liamm.ui.shapes import Line
from liamm.ui.times import say_short_day

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
    return {"proposals": [_own(one) for one in found[:_SHOWN]]} if found else None


def _own(one: Proposal) -> Line:
    name = "proposals:write" if one.is_writable else "proposals:proposal"
    said = f"{one.reference} · {one.get_kind_display()}"
    address = reverse(name, args=[one.reference])
    return Line(one.title or one.reference, address, said, lang="fr", tag=str(one.get_state_display()))


def _current(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Those that still move, or that were answered lately."""
    since = clock.now() - _REMEMBERED
    return [one for one in proposals if not one.is_decided or (one.decided_at and one.decided_at > since)]


def _to_take_up(request: HttpRequest) -> dict[str, object] | None:
    """For the team: what has no facilitator, or not its load yet, or a load before its return; the oldest first."""
    person = request.user
    if not (isinstance(person, Person) and person.on_team):
        return None
    found = _still_moving(_bare(person))
    return {"proposals": [_arrived(one) for one in found]} if found else None


def _still_moving(found: Sequence[Proposal]) -> list[Proposal]:
    """Those whose load may still be dated anew: what a body has decided since keeps the load on which it decided."""
    put_off = [one.pk for one in found if one.state == ProposalState.DEFERRED]
    bound = bonds_of("proposal", put_off) if put_off else {}
    return [one for one in found if one.pk not in bound]


def _arrived(one: Proposal) -> Line:
    put_off = one.state == ProposalState.DEFERRED
    lack = _("charge à dater de nouveau") if put_off else _("charge à dire")
    lack = _("sans facilitateur") if not (one.facilitator_id or put_off) else lack
    said = f"{one.reference} · {one.get_kind_display()} · {lack}"
    day = say_short_day(one.submitted_at) if one.submitted_at else ""
    return Line(one.title, proposal_url(one), said, lang="fr", end=day)


@prepared
def _bare(person: Person) -> QuerySet[Proposal]:
    bare = (Q(facilitator=None) | Q(load_entered_at=None)) & Q(state=ProposalState.SUBMITTED)
    rows = policy.visible_to(person, Proposal.objects.filter(bare | load_to_date_anew())).only(*_IN_HAND)
    return rows.order_by("submitted_at", "pk")[:_SHOWN]


panels = (
    HomePanel("proposals.awaited", 5, "proposals/_panel_awaited.html", _awaited),
    HomePanel("proposals.mine", 12, "proposals/_panel_mine.html", _mine),
    HomePanel("proposals.arrived", 16, "proposals/_panel_arrived.html", _to_take_up),
)
