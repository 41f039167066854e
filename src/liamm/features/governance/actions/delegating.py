"""Deciding alone, where the route lets one: light things go fast, and the body is told."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings import promised
from liamm.features.charter.bindings.shapes.route import Outcome, Path
from liamm.features.charter.enums import Effect, ItemKind, Matter
from liamm.features.commitments.actions import hold_load
from liamm.features.governance.actions.deciding import ClosingDraft
from liamm.features.governance.closing import asks_with, refuse_faults
from liamm.features.governance.enums import Door, ItemState
from liamm.features.governance.facts import DecisionMade
from liamm.features.governance.keeping import tell_body
from liamm.features.governance.matters import about
from liamm.features.governance.models import AgendaItem, Body, Decision, Preconisation, Wording
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.ripening import refuse_imposed, refuse_unripe, refuse_without_community, unasked
from liamm.features.governance.routing import snapshot, theory_of
from liamm.features.governance.rules.closing import ALONE, RETAINS, Closing
from liamm.features.governance.stirring import acting
from liamm.features.governance.weighing import NOTHING, Weight, one_at_a_time, weigh
from liamm.features.proposals.models import Proposal
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.thread.chain import Node, tie


@action
def decide_by_delegation(actor: Actor, proposal: Proposal, *, draft: ClosingDraft) -> Decision:
    """Decide a ripe request alone, by the delegation of the route; the body is told at its next sitting.

    Raises DomainError when the request is not ripe or free, the one who decides is tied to it, or something is missing.
    """
    require(policy, actor, Permission.DELEGATE, Matter(proposal.kind))
    person = acting(actor)
    proposal = Proposal.objects.select_for_update(of=("self",), no_key=True).get(pk=proposal.pk)
    item, path = _item(person, proposal)
    outcome = _outcome(draft)
    weight = _weigh(item, outcome, draft)
    decision = _write(item, person, draft, path, (outcome, weight))
    tie(Node("proposal", proposal.pk), "decided_by", Node("decision", decision.pk))
    if outcome.effect in RETAINS:
        hold_load(SYSTEM, Node("proposal", proposal.pk))
    tell_body(decision, item)
    record(
        actor,
        DecisionMade(
            subject_id=decision.pk,
            reference=decision.reference,
            body=decision.body_id,
            item=item.pk,
            door=Door.DELEGATION,
            outcome=decision.outcome,
            effect=decision.effect,
            charter_version=decision.charter_version,
            overloads=weight.overloads,
        ),
    )
    return decision


def _item(person: Person, proposal: Proposal) -> tuple[AgendaItem, Path]:
    """The item that the decision closes as it is made; it never stood on an agenda."""
    refuse_unripe(proposal)
    refuse_without_community(proposal)
    path = bindings.route(clock.today()).value.path(Matter(proposal.kind))
    item = AgendaItem.objects.create(
        body=Body.objects.get(key=path.proposes),
        kind=ItemKind.PROPOSAL.value,
        matter=path.matter.value,
        title=proposal.title,
        proposal=proposal,
        state=ItemState.DECIDED,
    )
    if unasked(item, [person]):
        raise DomainError(
            _("Vous êtes lié à cette demande : vous n’en décidez pas seul."),
            nearest=_("Elle peut passer devant l’instance, ou être décidée par votre suppléance."),
            citation=promised("stays_out"),
        )
    return item, path


def _outcome(draft: ClosingDraft) -> Outcome:
    items = bindings.agenda_items(clock.today())
    known = {one.key: one for one in items.value.kind(ItemKind.PROPOSAL).outcomes}
    outcome = known.get(draft.outcome)
    if outcome is None or outcome.effect not in ALONE:
        raise DomainError(_("Cette demande ne se clôt pas ainsi."), citation=items.cite(), field="outcome")
    return outcome


def _weigh(item: AgendaItem, outcome: Outcome, draft: ClosingDraft) -> Weight:
    weight, asks = NOTHING, bindings.route(clock.today())
    if outcome.effect in RETAINS:
        refuse_imposed(item)
        one_at_a_time()
        weight = weigh(item.proposal_id)
    refuse_faults(
        Closing(
            effect=outcome.effect,
            on=clock.today(),
            reasons=draft.full_text,
            needs_reasons=outcome.needs_reasons,
            preconisations=len(draft.preconisations),
            terms=tuple(one.term for one in draft.preconisations),
            deferred_to=draft.deferred_to,
            redirected_to=draft.redirected_to,
            function=about(item).function,
            functions=frozenset(one.key for one in bindings.functions(asks.version).value.functions),
            may_ask=asks_with(item.kind, asks.version),
            overloads=weight.overloads and asks.value.overload.written_reason,
            overload_reason=draft.overload_reason,
        ),
        asks.version,
    )
    return weight


def _write(
    item: AgendaItem, person: Person, draft: ClosingDraft, path: Path, found: tuple[Outcome, Weight]
) -> Decision:
    (outcome, weight), thing = found, about(item)
    version = bindings.held(clock.today()).number
    decision = Decision.objects.create(
        item=item,
        origin=item,
        body=item.body,
        door=Door.DELEGATION,
        kind=item.kind,
        matter=item.matter,
        outcome=outcome.key,
        outcome_name=outcome.name,
        effect=outcome.effect.value,
        decided_by=person,
        redirected_to=draft.redirected_to if outcome.effect is Effect.REDIRECT else "",
        overload_reason=draft.overload_reason.strip() if weight.overloads else "",
        function=thing.function,
        territories=list(thing.territories),
        charter_version=version,
        grid_version=thing.grid_version,
        theory_version=theory_of(version),
        route={**snapshot(path, version), "confirms": None, "confirms_name": None},
        capacity=weight.snapshot,
        full_text=draft.full_text.strip(),
        reference=next_reference("D"),
    )
    Wording.objects.create(decision=decision, person=person, version=1)
    for one in draft.preconisations:
        Preconisation.objects.create(
            decision=decision, text=one.text, minder=one.minder, minder_said=one.minder_said, term=one.term
        )
    return decision
