"""What each page of a request shows to one actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings import Cited
from liamm.features.charter.bindings.shapes.functions import Function
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.charter.enums import Matter, ProposalKind
from liamm.features.commitments.queries import LoadCell, load_table, say_load
from liamm.features.proposals.addresses import proposal_url
from liamm.features.proposals.enums import APPRAISED_KINDS, ProposalState
from liamm.features.proposals.models import KINDS, AppraiserSeat, Proposal, ProposalVersion
from liamm.features.proposals.policies import Permission, policy, seats_of
from liamm.features.proposals.queries.files import SaidAnswer, facts_of, said_answers
from liamm.features.proposals.queries.grid import NO_GATE, GateStanding, gate_standings, gates_passed, grid_of
from liamm.features.proposals.queries.returning import load_passed
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.rules.readiness import Lack, lacks_for_sitting
from liamm.features.spaces.enums import Standing
from liamm.features.spaces.models import Membership
from liamm.features.spaces.queries import is_member, keeps
from liamm.kernel import clock
from liamm.kernel.access import Actor, only
from liamm.kernel.actions import DomainError
from liamm.kernel.bound import bond_of, bonds_of
from liamm.kernel.extension import ThreadStep
from liamm.kernel.prepared import Listed, Rows, prepared
from liamm.kernel.thread.chain import Node, Stage, stages
from liamm.ui.times import when

_TAKEN_UP = frozenset({ProposalState.REDIRECTED, ProposalState.NOT_RETAINED, ProposalState.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Rights:
    """What the actor may do here, for the page to offer it; `bound` says why nothing of the file changes any more."""

    inside: bool
    write: bool
    carry: bool
    handle: bool
    state_gate: bool
    bound: DomainError | None = None


@dataclass(frozen=True, slots=True)
class ProposalPage:
    """The page of one request."""

    proposal: Proposal
    function: Function | None
    carriers: Sequence[Membership]
    version: ProposalVersion | None
    submitted: Sequence[datetime]
    answers: Sequence[SaidAnswer]
    grid: Cited[Grid] | None
    gate: GateStanding
    lacks: Sequence[Lack]
    seat: AppraiserSeat | None
    chain: Sequence[Stage]
    rights: Rights
    appraised: bool
    load_passed: str = ""
    alone: str = ""
    """What the route says of who may decide alone, without a sitting."""

    @property
    def may_be_taken_up(self) -> bool:
        """Whether a new version, or another request, may follow."""
        return self.proposal.state in _TAKEN_UP

    @property
    def before(self) -> list[tuple[int, datetime]]:
        """The versions submitted before the last one: their numbers and when."""
        return list(enumerate(self.submitted[:-1], start=1))

    @property
    def keepers(self) -> list[Membership]:
        """Those who carry it."""
        return [one for one in self.carriers if one.standing == Standing.KEEPER]

    @property
    def helpers(self) -> list[Membership]:
        """Those who help write it."""
        return [one for one in self.carriers if one.standing != Standing.KEEPER]


def load_proposal(actor: Actor, reference: str) -> Proposal:
    """One request the actor may see, with its circle.

    Raises Http404.
    """
    return only(_with_circle(actor, reference))


@prepared
def _with_circle(actor: Actor, reference: str) -> QuerySet[Proposal]:
    rows = Proposal.objects.select_related("space", "facilitator")
    return policy.visible_to(actor, rows).filter(reference=reference)


def step_of(proposal: Proposal, *, seen: bool, submitted: Sequence[datetime]) -> ThreadStep:
    """A request as a step of le fil: its title and its page for whoever may read it, its reference for the others.

    `submitted` says when each of its versions was: each is a step, and where the request stands is said of the last.
    """
    title = f"{proposal.reference} {proposal.title}".strip() if seen else proposal.reference
    addresses = [reverse("proposals:version", args=[proposal.reference, n + 1]) for n in range(len(submitted) - 1)]
    earlier = tuple(
        ThreadStep(title=title, line=_version(number), url=url if seen else "", at=at, mark=_version(number))
        for number, (url, at) in enumerate(zip(addresses, submitted, strict=False), start=1)
    )
    state = str(proposal.get_state_display())
    return ThreadStep(
        title=title,
        line=f"{_version(len(submitted))} · {state}" if earlier else state,
        url=proposal_url(proposal) if seen else "",
        at=proposal.submitted_at or proposal.created_at,
        done=bool(proposal.submitted_at),
        earlier=earlier,
        mark=_version(len(submitted)) if earlier else "",
        became=_became(proposal),
    )


def _became(proposal: Proposal) -> str:
    """What became of all that led to a request, in a sentence; nothing while it was never submitted."""
    if not proposal.versions_count:
        return ""
    if proposal.is_waiting:
        return _("Une demande en est née ; elle attend une décision.")
    if proposal.state == ProposalState.WITHDRAWN:
        return _("Une demande en est née ; ses porteurs l’ont retirée.")
    if proposal.is_writable:
        return _("Une demande en est née ; ses porteurs la reprennent.")
    return _("Une demande en est née ; une décision est prise.")


def _version(number: int) -> str:
    return _("version %(number)d") % {"number": number}


def function_of(kind: str) -> Function | None:
    """The function of the lab that answers a kind, when it has one."""
    return bindings.functions(clock.today()).value.answering(ProposalKind(kind))


def members_of(proposal: Proposal) -> list[Membership]:
    """Those who carry a request or help write it, the first come first."""
    return _members_of(proposal.space_id)


@prepared
def _members_of(space: UUID) -> QuerySet[Membership]:
    rows = Membership.objects.now().filter(space=space).select_related("person", "organisation")
    return rows.order_by("starts", "id")


def seat_of(actor: Actor, version: ProposalVersion | None) -> AppraiserSeat | None:
    """The seat of the actor on a version, if one is theirs and they were not set aside."""
    return next(iter(_seat_on(actor, version)), None) if version else None


@prepared
def _seat_on(actor: Actor, version: ProposalVersion) -> QuerySet[AppraiserSeat]:
    return seats_of(actor).filter(version=version).select_related("version__proposal").order_by("pk")[:1]


def rights_of(actor: Actor, proposal: Proposal) -> Rights:
    """What the actor may do with a request, where it stands."""
    bound = bond_of("proposal", proposal.pk) if proposal.is_waiting else None
    stated = proposal.is_waiting and bound is None and proposal.kind in APPRAISED_KINDS
    inside = is_member(actor, proposal.space_id)
    return Rights(
        inside=inside,
        write=inside and proposal.is_writable,
        carry=keeps(actor, proposal.space_id),
        handle=bool(policy.decide(actor, Permission.HANDLE, proposal)),
        state_gate=stated and bool(policy.decide(actor, Permission.STATE_GATE, proposal)),
        bound=bound,
    )


def proposal_page(actor: Actor, reference: str) -> ProposalPage:
    """Gather the page of a request; the number of queries does not depend on what it holds."""
    proposal = load_proposal(actor, reference)
    version = latest_version(proposal) if proposal.versions_count else None
    submitted = _submitted(proposal)
    gates = gate_standings([version.pk]) if version else {}
    rights = rights_of(actor, proposal)
    return ProposalPage(
        proposal=proposal,
        function=function_of(proposal.kind),
        carriers=members_of(proposal),
        version=version,
        submitted=submitted,
        answers=said_answers(version) if version else (),
        grid=grid_of(version) if version else None,
        gate=gates.get(version.pk, NO_GATE) if version else NO_GATE,
        lacks=_lacks(proposal, version, gates) if version and proposal.is_waiting and not rights.bound else (),
        seat=seat_of(actor, version),
        chain=stages(actor, Node("proposal", proposal.pk), here=step_of(proposal, seen=True, submitted=submitted)),
        rights=rights,
        appraised=proposal.kind in APPRAISED_KINDS,
        load_passed=load_passed(proposal) if rights.handle and not rights.bound else "",
        alone=_alone(proposal) if proposal.is_waiting else "",
    )


def _alone(proposal: Proposal) -> str:
    delegation = bindings.route(clock.today()).value.path(Matter(proposal.kind)).delegation
    return delegation.text if delegation else ""


@prepared
def _submitted(proposal: Proposal) -> QuerySet[ProposalVersion, datetime]:
    versions = ProposalVersion.objects.filter(proposal=proposal)
    return versions.order_by("number").values_list("submitted_at", flat=True)


def _lacks(proposal: Proposal, version: ProposalVersion, gates: dict[UUID, GateStanding]) -> list[Lack]:
    return lacks_for_sitting(facts_of([proposal], {proposal.pk: version}, gates)[proposal.pk])


@dataclass(frozen=True, slots=True)
class LoadPage:
    """What a request asks of the lab, beside what is held; `limit` is for an action."""

    proposal: Proposal
    cell: LoadCell
    sentence: str
    limit: str


def load_page(proposal: Proposal, months: Sequence[date]) -> LoadPage:
    """Gather the load of some months with and without a submitted request."""
    whole = load_table(months, with_subjects=[proposal.pk]).whole
    limits = bindings.phases(latest_version(proposal).charter_version).value.action
    limit = limits.ceiling.text if proposal.kind == ProposalKind.ACTION else ""
    return LoadPage(proposal, whole, say_load(whole), limit)


@prepared
def proposals_of(person: Person) -> QuerySet[Proposal]:
    """The requests a person carries or helps write, the last changed first."""
    mine = Membership.objects.now().filter(person=person).values("space")
    return Proposal.objects.filter(space__in=mine).order_by("-changed_at")[:50]


_AWAITED = ("due", "gate_sent_at", "version__title", "version__proposal__reference")


def awaited_of(person: Person) -> list[AppraiserSeat]:
    """The appraisals awaited from a person: the gate, or the rest once the gate is passed; the most urgent first.

    Of what a body has decided already none is awaited.
    """
    rows = _awaited_of(person)
    if not rows:
        return []
    passed = gates_passed([seat.version_id for seat in rows if seat.gate_sent_at])
    bound = bonds_of("proposal", [seat.version.proposal_id for seat in rows])
    open_now = [seat for seat in rows if seat.version.proposal_id not in bound]
    return [seat for seat in open_now if not seat.gate_sent_at or seat.version_id in passed]


@prepared
def _awaited_of(person: Person) -> QuerySet[AppraiserSeat]:
    seats = waiting_seats().filter(person=person, rest_sent_at__isnull=True)
    return seats.select_related("version__proposal").only(*_AWAITED).order_by("due")[:50]


def waiting_seats() -> QuerySet[AppraiserSeat]:
    """The seats that count on the last versions of requests awaiting a decision."""
    return AppraiserSeat.objects.counted().on_last_versions()


@dataclass(frozen=True, slots=True)
class DeskFilters:
    """What the list of the team is narrowed to; empty values do not narrow."""

    words: str = ""
    state: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One request in the list of the team."""

    reference: str
    url: str
    title: str
    kind: str
    state: str
    when: SafeString


def desk_lines(rows: Iterable[tuple[Any, ...]]) -> list[DeskLine]:
    """The lines of `desk_rows` in words."""
    kinds, base = dict(KINDS), reverse("proposals:front")
    return [
        DeskLine(
            reference,
            f"{base}{reference}/",
            title or reference,
            str(kinds.get(kind, kind)),
            str(ProposalState(state).label),
            when(at, "short_day"),
        )
        for reference, title, kind, state, at in rows
    ]


def desk_rows(actor: Actor, filters: DeskFilters) -> Listed[tuple[Any, ...]] | QuerySet[Proposal, tuple[Any, ...]]:
    """The requests the actor may see, the last changed first, as `desk_lines` takes them."""
    if filters == DeskFilters():
        return Listed(lambda: _how_many(actor), lambda first, last: _between(actor, first=first, last=last))
    return _filtered(actor, filters)


@prepared
def _between(actor: Actor, *, first: int, last: int) -> QuerySet[Proposal, tuple[Any, ...]]:
    return _filtered(actor, DeskFilters())[first:last]


@prepared
def _how_many(actor: Actor) -> QuerySet[Proposal, int]:
    return policy.visible_to(actor, Proposal.objects.all()).order_by().values_list(Rows(), flat=True)


def _filtered(actor: Actor, filters: DeskFilters) -> QuerySet[Proposal, tuple[Any, ...]]:
    rows = policy.visible_to(actor, Proposal.objects.all())
    if filters.words:
        rows = rows.filter(title__icontains=filters.words) | rows.filter(reference__iexact=filters.words)
    if filters.state:
        rows = rows.filter(state=filters.state)
    if filters.kind:
        rows = rows.filter(kind=filters.kind)
    return rows.order_by("-changed_at", "-id").values_list("reference", "title", "kind", "state", "changed_at")
