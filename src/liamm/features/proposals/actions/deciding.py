"""What a decision needs and does: the load is said before, the proposal follows after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.enums import Effect, ProposalKind
from liamm.features.commitments.actions import ask_load, drop_load
from liamm.features.commitments.queries import LoadLine
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.facts import DeferralEnded, LoadEntered, ProposalDecided
from liamm.features.proposals.models import Proposal
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.files import file_facts
from liamm.features.proposals.queries.grid import grid_of
from liamm.features.proposals.queries.returning import said_load_of
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.rules.ceiling import over_ceiling
from liamm.features.proposals.rules.readiness import Lack, lacks_for_retaining
from liamm.features.proposals.rules.states import may_go
from liamm.features.proposals.saying import say_lacks
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.bound import refuse_bound
from liamm.kernel.ledger.record import record
from liamm.kernel.stale import refuse_stale
from liamm.kernel.thread.chain import Node

_RETAINING = frozenset({Effect.RETAIN, Effect.RETAIN_WITH})
_LEADS_TO = {
    Effect.RETAIN: ProposalState.RETAINED,
    Effect.RETAIN_WITH: ProposalState.RETAINED,
    Effect.DEFER: ProposalState.DEFERRED,
    Effect.REDIRECT: ProposalState.REDIRECTED,
    Effect.REFUSE: ProposalState.NOT_RETAINED,
}


@action
def enter_load(actor: Person, proposal: Proposal, *, lines: Sequence[LoadLine], seen: str | None = None) -> Proposal:
    """Say what a submitted proposal would ask of the lab; none at all is an answer. An action stays light."""
    require(policy, actor, Permission.HANDLE, proposal)
    proposal = _lock(proposal)
    if not proposal.is_waiting:
        raise DomainError(_("Cette demande n’attend pas de décision."))
    refuse_bound("proposal", proposal.pk)
    refuse_stale(seen, said_load_of(proposal.pk))
    if proposal.kind == ProposalKind.ACTION:
        _refuse_heavy(proposal, lines)
    ask_load(actor, Node("proposal", proposal.pk), lines=lines)
    proposal.load_entered_at = clock.now()
    proposal.save(update_fields=["load_entered_at"])
    days = sum((line.days for line in lines), Decimal(0))
    record(actor, LoadEntered(subject_id=proposal.pk, days=str(days)))
    return proposal


@action
def mark_decided(
    actor: Actor, proposal: Proposal, *, effect: Effect, decision: UUID | None = None, returns_on: date | None = None
) -> Proposal:
    """Follow a decision; the governance that takes it calls this as `SYSTEM`. `returns_on` is when it comes back.

    Nothing is retained that was not submitted, appraised and through the gate, whoever decides.
    """
    require(policy, actor, Permission.DECIDE, proposal)
    proposal = _lock(proposal)
    if effect in _RETAINING:
        _refuse_unappraised(proposal)
    if effect in _LEADS_TO:
        _go(proposal, _LEADS_TO[effect])
        proposal.decided_at = clock.now() if proposal.is_decided else None
        proposal.returns_on = returns_on
        proposal.save(update_fields=["state", "decided_at", "changed_at", "returns_on"])
    if effect in {Effect.REDIRECT, Effect.REFUSE}:
        drop_load(SYSTEM, Node("proposal", proposal.pk))
    record(actor, ProposalDecided(subject_id=proposal.pk, effect=effect.value, decision=decision))
    return proposal


@action
def end_deferral(actor: Actor, proposal: Proposal) -> Proposal:
    """Await the last word of another body like any other proposal: what had put this one off no longer stands.

    Raises DomainError when it is not put off.
    """
    require(policy, actor, Permission.DECIDE, proposal)
    proposal = _lock(proposal)
    if proposal.state != ProposalState.DEFERRED:
        raise DomainError(_("Aucune décision n’est à reprendre ici."))
    proposal.state, proposal.returns_on, proposal.changed_at = ProposalState.SUBMITTED, None, clock.now()
    proposal.save(update_fields=["state", "returns_on", "changed_at"])
    record(actor, DeferralEnded(subject_id=proposal.pk))
    return proposal


def _lock(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)


def _go(proposal: Proposal, to: ProposalState) -> None:
    if not may_go(proposal.state, to):
        raise DomainError(
            _("Cette demande est %(state)s : elle n’attend pas de décision.") % {"state": proposal.get_state_display()}
        )
    proposal.state, proposal.changed_at = to, clock.now()


def _refuse_heavy(proposal: Proposal, lines: Sequence[LoadLine]) -> None:
    phases = bindings.phases(latest_version(proposal).charter_version)
    limits = phases.value.action
    over = over_ceiling([line.days for line in lines], limits.ceiling.days)
    if over:
        raise DomainError(
            _("C’est trop pour une action : elle doit peser peu sur le laboratoire."),
            citation=phases.cite(limits.ceiling),
            nearest=_("%(limit)s Vous pouvez l’alléger, ou proposer aux porteurs d’en faire un projet.")
            % {"limit": limits.ceiling.text},
        )


def _refuse_unappraised(proposal: Proposal) -> None:
    lacks = lacks_for_retaining(file_facts([proposal])[proposal.pk])
    if not lacks:
        return
    citation = None
    if lacks != [Lack.SUBMITTED]:
        grid = grid_of(latest_version(proposal))
        citation = grid.cite(grid.value.gate)
    raise DomainError(
        " ".join([_("On ne peut imposer un projet au laboratoire."), *say_lacks(lacks)]),
        citation=citation,
        nearest=_("La séance peut la différer, la réorienter, ou ne pas la retenir."),
    )
