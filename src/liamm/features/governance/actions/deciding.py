"""Closing an item: one outcome, its reasons, what it asks for, and what comes next on the route."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.route import Outcome
from liamm.features.charter.enums import Effect, ItemKind
from liamm.features.commitments.actions import hold_load, release_load
from liamm.features.governance.closing import asks_with, refuse_faults, refuse_quorum, refuse_unanswered
from liamm.features.governance.counting import out_of
from liamm.features.governance.enums import ItemState, SittingState
from liamm.features.governance.facts import DecisionMade
from liamm.features.governance.keeping import confirmation_of, return_of
from liamm.features.governance.matters import About, about
from liamm.features.governance.models import AgendaItem, Decision, Preconisation, Wording
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.ripening import refuse_imposed, refuse_unasked
from liamm.features.governance.routing import kept_path, path_of, theory_of
from liamm.features.governance.rules.closing import CONFIRMING, RETAINS, Closing
from liamm.features.governance.rules.quorum import Quorum
from liamm.features.governance.stirring import acting, stir
from liamm.features.governance.weighing import NOTHING, Weight, one_at_a_time, weigh
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.thread.chain import Node, tie


@dataclass(frozen=True, slots=True, kw_only=True)
class PreconisationDraft:
    """What is asked to be done, by whom it is minded, how the public reads that person, and until when."""

    text: str
    minder: Person
    minder_said: str
    term: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ClosingDraft:
    """How an item is closed: the outcome of the charter, the reasons in full, and what that outcome asks for."""

    outcome: str
    full_text: str = ""
    public_title: str = ""
    public_text: str = ""
    preconisations: tuple[PreconisationDraft, ...] = ()
    deferred_to: date | None = None
    redirected_to: str = ""
    overload_reason: str = ""


class AlreadyDecidedError(DomainError):
    """Someone closed the item first; `decision` is what stands."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(
            _("Ce point vient d’être décidé : « %(outcome)s » (%(reference)s).")
            % {"outcome": decision.outcome_name, "reference": decision.reference},
            nearest=_(
                "Votre texte n’est pas perdu : il est ci-dessous, pour être repris dans le texte de la décision."
            ),
        )
        self.decision = decision


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a decision stands on that day."""

    outcome: Outcome
    path: dict[str, Any]
    about: About
    quorum: Quorum
    weight: Weight = field(default=NOTHING)


@action
def decide_item(actor: Actor, item: AgendaItem, *, draft: ClosingDraft) -> Decision:
    """Close an item of an open sitting, once.

    Raises AlreadyDecidedError when another decision stands; DomainError when the quorum is not there, a possible
    interest was not answered, the route gives the word to another body, or something the outcome asks for is missing.
    """
    require(policy, actor, Permission.DECIDE, item)
    person = acting(actor)
    item = _locked(item)
    require(policy, actor, Permission.DECIDE, item)  # again, under the lock: someone may have stayed out meanwhile
    ground = _ground(item, draft)
    decision = _write(item, person, draft, ground)
    item.state = ItemState.DECIDED
    item.save(update_fields=["state"])
    _follow(decision, item, ground)
    record(
        actor,
        DecisionMade(
            subject_id=decision.pk,
            reference=decision.reference,
            body=decision.body_id,
            item=item.pk,
            door=decision.door,
            outcome=decision.outcome,
            effect=decision.effect,
            charter_version=decision.charter_version,
            confirms=item.confirms_id,
            overloads=bool(decision.overload_reason),
        ),
    )
    stir(item.sitting_id)
    return decision


def _locked(item: AgendaItem) -> AgendaItem:
    item = (
        AgendaItem.objects.select_for_update(of=("self",), no_key=True)
        .select_related("sitting__chair", "body", "proposal", "confirms")
        .get(pk=item.pk)
    )
    if item.state == ItemState.DECIDED:
        raise AlreadyDecidedError(Decision.objects.get(item=item))
    if item.state != ItemState.PLACED or item.sitting is None or item.sitting.state != SittingState.OPEN:
        raise DomainError(_("Ce point n’est plus à l’ordre du jour d’une séance ouverte."))
    return item


def _ground(item: AgendaItem, draft: ClosingDraft) -> _Ground:
    assert item.sitting is not None  # _locked has seen it
    version = item.sitting.charter_version
    outcome = _outcome(item, draft, version)
    path = kept_path(item) or path_of(item, version, outcome.effect)
    refuse_unasked(item)
    refuse_unanswered(item)
    if outcome.effect in RETAINS:
        refuse_imposed(item)
    quorum = refuse_quorum(item.sitting, item)
    thing = about(item)
    if outcome.effect in RETAINS:
        one_at_a_time()
    weight = weigh(thing.node.id) if thing.node else NOTHING
    reason = bindings.route(version).value.overload.written_reason
    refuse_faults(
        Closing(
            effect=outcome.effect,
            on=clock.today(),
            reasons=draft.full_text,
            needs_reasons=outcome.needs_reasons,
            preconisations=len(draft.preconisations),
            deferred_to=draft.deferred_to,
            redirected_to=draft.redirected_to,
            function=thing.function,
            functions=frozenset(one.key for one in bindings.functions(version).value.functions),
            may_ask=asks_with(item.kind, version),
            overloads=weight.overloads and reason and not (item.confirms and item.confirms.overload_reason),
            terms=tuple(one.term for one in draft.preconisations),
            overload_reason=draft.overload_reason,
        ),
        version,
    )
    return _Ground(outcome, path, thing, quorum, weight)


def _outcome(item: AgendaItem, draft: ClosingDraft, version: str) -> Outcome:
    items = bindings.agenda_items(version)
    known = {one.key: one for one in items.value.kind(ItemKind(item.kind)).outcomes}
    outcome = known.get(draft.outcome)
    if outcome is None or (item.confirms_id and outcome.effect not in CONFIRMING):
        raise DomainError(_("Ce point ne se clôt pas ainsi."), citation=items.cite(), field="outcome")
    return outcome


def _write(item: AgendaItem, person: Person, draft: ClosingDraft, ground: _Ground) -> Decision:
    assert item.sitting is not None  # _locked has seen it
    version = item.sitting.charter_version
    effect = ground.outcome.effect
    decision = Decision.objects.create(
        item=item,
        origin=item,
        body=item.body,
        sitting=item.sitting,
        kind=item.kind,
        matter=item.matter,
        outcome=ground.outcome.key,
        outcome_name=ground.outcome.name,
        effect=effect.value,
        decided_by=person,
        deferred_to=draft.deferred_to if effect is Effect.DEFER else None,
        redirected_to=draft.redirected_to if effect is Effect.REDIRECT else "",
        overload_reason=draft.overload_reason.strip() if ground.weight.overloads and effect in RETAINS else "",
        confirms=item.confirms,
        function=ground.about.function,
        territories=list(ground.about.territories),
        charter_version=version,
        grid_version=ground.about.grid_version,
        theory_version=theory_of(version),
        route=ground.path,
        quorum={"present": ground.quorum.present, "seats": ground.quorum.seats, "needed": ground.quorum.needed},
        capacity=ground.weight.snapshot,
        recusals=len(out_of(item)),
        full_text=draft.full_text.strip(),
        public_title=draft.public_title.strip(),
        public_text=draft.public_text.strip(),
        reference=next_reference("D"),
    )
    Wording.objects.create(decision=decision, person=person, version=1)
    for one in draft.preconisations:
        Preconisation.objects.create(
            decision=decision, text=one.text, minder=one.minder, minder_said=one.minder_said, term=one.term
        )
    return decision


def _follow(decision: Decision, item: AgendaItem, ground: _Ground) -> None:
    """What an outcome brings by itself: its link on le fil, its return, its confirmation, the days held or freed."""
    here, effect = Node("decision", decision.pk), ground.outcome.effect
    if item.confirms_id:
        tie(Node("decision", item.confirms_id), "confirmed_by", here)
    elif ground.about.node:
        tie(ground.about.node, "decided_by", here)
    if effect is Effect.DEFER and decision.deferred_to:
        return_of(item, decision.deferred_to)
    if effect in RETAINS and not item.confirms_id:
        if ground.about.node:
            hold_load(SYSTEM, ground.about.node)
        if ground.path.get("confirms"):
            confirmation_of(item, decision, ground.path["confirms"])
    if effect is Effect.REFUSE and item.confirms_id and ground.about.node:
        release_load(SYSTEM, ground.about.node)
