"""What appraisers, carriers and team see of the grid of one version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import QuerySet
from django.http import Http404

from liamm.features.accounts.models import Person
from liamm.features.charter.bindings import Cited
from liamm.features.charter.bindings.shapes.grid import Block, Grid
from liamm.features.proposals.enums import Reply, Stage
from liamm.features.proposals.models import AppraiserSeat, Invitation, Opinion, Proposal, ProposalVersion
from liamm.features.proposals.queries.files import SaidAnswer, said_answers
from liamm.features.proposals.queries.grid import GateStanding, findings_of, gate_standing, grid_of
from liamm.features.proposals.queries.pages import Rights, rights_of, seat_of
from liamm.features.proposals.queries.spread import BlockSpread, spread_of
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.saying import say_findings
from liamm.kernel.access import Actor
from liamm.kernel.actions import DomainError
from liamm.kernel.bound import bond_of
from liamm.kernel.prepared import prepared


@dataclass(frozen=True, slots=True)
class AppraisalPage:
    """The page where one appraises: the stage under way, what was sent, and the request beside."""

    proposal: Proposal
    version: ProposalVersion
    seat: AppraiserSeat
    grid: Cited[Grid]
    gate: GateStanding
    stage: Stage
    blocks: Sequence[Block]
    closed_blocks: Sequence[Block]
    opinions: Sequence[Opinion]
    sent: Sequence[tuple[str, str, str]]
    answers: Sequence[SaidAnswer]
    bound: DomainError | None

    @property
    def finished(self) -> bool:
        """Whether the whole grid was sent."""
        return self.seat.sent(Stage.REST)

    @property
    def waits(self) -> bool:
        """Whether the gate was sent and is not passed yet."""
        return self.stage == Stage.REST and not self.gate.is_passed


def appraisal_page(person: Person, proposal: Proposal) -> AppraisalPage:
    """Gather the page of an appraiser.

    Raises Http404 for whoever has no seat on the last version.
    """
    version = latest_version(proposal)
    seat = seat_of(person, version)
    if seat is None:
        raise Http404
    grid, gate = grid_of(version), gate_standing(version)
    stage = Stage.REST if seat.sent(Stage.GATE) else Stage.GATE
    blocks = [block for block in grid.value.blocks if block.gate == (stage == Stage.GATE)]
    after = [block for block in grid.value.blocks if not block.gate]
    opinions = list(seat.opinions.all())
    return AppraisalPage(
        proposal=proposal,
        version=version,
        seat=seat,
        grid=grid,
        gate=gate,
        stage=stage,
        blocks=blocks,
        closed_blocks=[] if gate.is_passed else after,
        opinions=opinions,
        sent=[_said(grid.value, one) for one in opinions if one.sent_at],
        answers=said_answers(version, own=False),
        bound=bond_of("proposal", proposal.pk) if proposal.is_waiting else None,
    )


def _said(grid: Grid, opinion: Opinion) -> tuple[str, str, str]:
    return grid.criterion(opinion.criterion).name, grid.appreciation(opinion.step).name, opinion.argument


@dataclass(frozen=True, slots=True)
class GridPage:
    """The spread of one version as its reader may see it."""

    proposal: Proposal
    version: ProposalVersion
    grid: Cited[Grid]
    blocks: Sequence[BlockSpread]
    gate: GateStanding
    findings: str
    rule_met: bool
    rights: Rights
    seats: Sequence[AppraiserSeat]
    invitations: Sequence[Invitation]
    set_aside: int

    @property
    def scale(self) -> tuple[str, ...]:
        """The words of the scale, from the weakest."""
        return tuple(step.name for step in self.grid.value.scale)


def grid_page(actor: Actor, proposal: Proposal, version: ProposalVersion) -> GridPage:
    """Gather the spread of a version; the number of queries does not depend on the number of opinions."""
    findings = findings_of(version)
    grid = grid_of(version)
    seats, asked = _seats(version), _invitations(version)
    return GridPage(
        proposal=proposal,
        version=version,
        grid=grid,
        blocks=spread_of(actor, version),
        gate=gate_standing(version),
        findings=say_findings(findings, grid.value),
        rule_met=not findings,
        rights=rights_of(actor, proposal),
        seats=seats,
        invitations=[one for one in asked if one.reply != Reply.TAKEN_BACK],
        set_aside=sum(seat.aside_at is not None for seat in seats) + sum(one.reply == Reply.ASIDE for one in asked),
    )


def read_only(page: GridPage) -> GridPage:
    """The same page where nothing is stated any more."""
    return replace(page, rights=replace(page.rights, state_gate=False))


def sent_by(person: Person, version: ProposalVersion) -> list[tuple[str, str, str]]:
    """What a person sent on a version: criterion, appreciation, argument; one query."""
    grid = grid_of(version).value
    mine = Opinion.objects.filter(seat__version=version, seat__person=person, sent_at__isnull=False)
    found = {one.criterion: one for one in mine}
    return [_said(grid, found[one.key]) for one in grid.criteria if one.key in found]


@prepared
def _seats(version: ProposalVersion) -> QuerySet[AppraiserSeat]:
    return AppraiserSeat.objects.filter(version=version).select_related("person").order_by("created_at")


@prepared
def _invitations(version: ProposalVersion) -> QuerySet[Invitation]:
    return Invitation.objects.filter(version=version).exclude(reply=Reply.ACCEPTED).order_by("created_at", "id")
