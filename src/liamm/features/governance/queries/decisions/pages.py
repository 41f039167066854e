"""One decision as whoever asks may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.functions import Function
from liamm.features.commitments.queries import read_snapshot
from liamm.features.governance.dating import said_when
from liamm.features.governance.dossiers import BlockSaid, GateSaid, read_gate, read_given
from liamm.features.governance.load_said import LoadSaid, said_load, skill_names
from liamm.features.governance.models import Decision, Observation, Preconisation
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.queries.decisions.routes import Route, route_of
from liamm.features.governance.queries.decisions.steps import step_of
from liamm.features.governance.standing import asked_in, first_of, reason_to_exceed
from liamm.features.proposals.enums import APPRAISED_KINDS
from liamm.features.territories.models import Territory
from liamm.kernel.access import Actor, only
from liamm.kernel.ledger.models import Entry
from liamm.kernel.post.letters import absolute
from liamm.kernel.prepared import prepared
from liamm.kernel.thread.chain import Node, Stage, stages

STAMPS = {
    "retain": "retained",
    "retain_with": "reserved",
    "defer": "deferred",
    "redirect": "redirected",
    "refuse": "refused",
    "note": "open",
}


@dataclass(frozen=True, slots=True)
class Observed:
    """An observation as its reader may see it: `later` than the publication, `waits` for someone else to read it."""

    pk: UUID
    text: str
    at: datetime
    stands_in: bool
    later: bool
    waits: bool
    may_read: bool


@dataclass(frozen=True, slots=True)
class DecisionPage:
    """All that the page of a decision shows to one actor; `whole` says that the full text is for them too."""

    decision: Decision
    whole: bool
    stamp: str
    function: Function | None
    redirected: Function | None
    route: Route
    overload_reason: str
    load: LoadSaid | None
    chain: Sequence[Stage]
    observations: Sequence[Observed]
    preconisations: Sequence[Preconisation]
    territories: Sequence[Territory]
    gate: GateSaid | None
    blocks: Sequence[BlockSaid]
    correction: Decision | None
    other_times: Sequence[Decision]
    entry: Entry | None
    may_write: bool
    may_read: bool
    may_correct: bool

    @property
    def when(self) -> str:
        """When and by whom it was decided, or corrected."""
        made = self.decision
        return said_when(made.body.name, made.door, made.decided_at, made.sitting.starts if made.sitting else None)

    @property
    def address(self) -> str:
        """Where everybody finds it, in full: what paper says."""
        return absolute(reverse("governance:decision", args=[self.decision.reference]))

    @property
    def grid(self) -> str:
        """The version of the grid; nothing for what no grid is for, though decisions of before kept one."""
        return self.decision.grid_version if self.decision.matter in APPRAISED_KINDS else ""

    @property
    def title(self) -> str:
        """The public title, or that of the item while there is none."""
        if self.decision.public_title:
            return self.decision.public_title
        return self.decision.origin.title if self.decision.origin else self.decision.reference


def load_decision(actor: Actor, reference: str) -> Decision:
    """A decision that the actor may see.

    Raises Http404 both when there is none and when it may not be seen.
    """
    return only(_decision(actor, reference))


@prepared
def _decision(actor: Actor, reference: str) -> QuerySet[Decision]:
    found = (
        Decision.objects.with_version()
        .select_related(
            "body", "sitting__body", "origin", "confirms__body", "corrects__confirms", "correction", "frame"
        )
        .prefetch_related("confirmations__body", "preconisations")
    )
    return policy.visible_to(actor, found).filter(reference=reference)


def decision_page(actor: Actor, reference: str) -> DecisionPage:
    """One decision, as the actor may read it."""
    decision = load_decision(actor, reference)
    root = first_of(decision)
    whole = bool(policy.decide(actor, Permission.VIEW_FULL, decision))
    functions = {one.key: one for one in bindings.functions(decision.charter_version).value.functions}
    return DecisionPage(
        decision=decision,
        whole=whole,
        stamp=STAMPS[decision.effect],
        function=functions.get(decision.function),
        redirected=functions.get(decision.redirected_to),
        route=route_of(decision),
        overload_reason=reason_to_exceed(decision),
        load=said_load(read_snapshot(decision.capacity), skill_names(decision.charter_version)),
        chain=stages(actor, Node("decision", root.pk), here=step_of(decision) if root == decision else None),
        observations=_observed(actor, root, inside=whole),
        preconisations=asked_in(decision),
        territories=_territories(decision.territories) if decision.territories else (),
        gate=read_gate(decision.grid, _motto(decision)),
        blocks=read_given(decision.grid),
        correction=_correction(decision),
        other_times=_other_times(decision, root),
        entry=sealed_entry(decision),
        may_write=not decision.is_published and bool(policy.decide(actor, Permission.WRITE, decision)),
        may_read=not decision.is_published and bool(policy.decide(actor, Permission.READ, decision)),
        may_correct=decision.is_published and bool(policy.decide(actor, Permission.CORRECT, decision)),
    )


def _motto(decision: Decision) -> str:
    """The words that the gate goes by in the grid of a request; nothing when it was asked under another grid."""
    grid = bindings.grid(decision.charter_version).value
    return grid.gate.motto if grid.version == decision.grid_version else ""


def _correction(decision: Decision) -> Decision | None:
    """The latest correction that everybody may read."""
    found: Decision | None = None
    later: Decision | None = getattr(decision, "correction", None)
    while later is not None and later.is_published:
        found, later = later, getattr(later, "correction", None)
    return found


def _other_times(decision: Decision, root: Decision) -> list[Decision]:
    """What was decided of the same request before or after, the last word of another body left aside."""
    proposal = decision.origin.proposal_id if decision.origin else None
    if proposal is None:
        return []
    itself = [pk for pk in (decision.pk, decision.confirms_id, root.pk) if pk]
    return _decided_of(proposal, itself)


@prepared
def _decided_of(proposal: UUID, but: list[UUID]) -> QuerySet[Decision]:
    same = Decision.objects.filter(origin__proposal_id=proposal, published_at__isnull=False)
    first = same.filter(confirms=None, corrects=None).exclude(pk__in=but)
    return first.select_related("body").order_by("decided_at")


def _observed(actor: Actor, decision: Decision, *, inside: bool) -> list[Observed]:
    """The observations on what was decided; one added after the publication is for its readers until it is read."""
    found = []
    for one in _observations(decision.origin_id) if decision.origin_id else ():
        later = decision.published_at is not None and one.at > decision.published_at
        waits = later and getattr(one, "reading", None) is None
        if inside or not waits:
            may_read = waits and bool(policy.decide(actor, Permission.READ_OBSERVATION, one))
            found.append(Observed(one.pk, one.text, one.at, one.stands_in, later, waits, may_read))
    return found


@prepared
def _observations(item: UUID) -> QuerySet[Observation]:
    return Observation.objects.filter(item=item).select_related("reading", "item")


@prepared
def _territories(ids: list[UUID]) -> QuerySet[Territory]:
    return Territory.objects.filter(pk__in=ids)


def sealed_entry(decision: Decision) -> Entry | None:
    """The entry of the ledger by which a decision was published, None while it is not."""
    if not decision.is_published:
        return None
    return next(iter(_published_by(decision.pk)), None)


@prepared
def _published_by(decision: UUID) -> QuerySet[Entry]:
    told = Entry.objects.filter(subject_kind="decision", subject_id=decision, kind="governance.decision_published")
    return told.order_by("pk")[:1]
