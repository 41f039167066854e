"""The frame that a body sets for several years: a dated act of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.route import Outcome
from liamm.features.charter.enums import Effect, ItemKind, Matter
from liamm.features.governance.closing import refuse_quorum
from liamm.features.governance.enums import SittingState
from liamm.features.governance.facts import DecisionMade, FrameSet
from liamm.features.governance.models import Decision, Frame, Sitting, Wording
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.routing import snapshot, theory_of
from liamm.features.governance.rules.quorum import Quorum
from liamm.features.governance.stirring import acting, stir
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameDraft:
    """The frame in full and as everyone reads it, and the day from which it holds."""

    title: str
    full_text: str
    public_text: str
    starts: date


@action
def set_frame(actor: Actor, sitting: Sitting, *, draft: FrameDraft) -> Frame:
    """Set the frame in an open sitting of the body that the charter names; it runs for the years it names.

    Raises DomainError without words, without quorum, or when the sitting is not open.
    """
    require(policy, actor, Permission.SET_FRAME, sitting)
    person = acting(actor)
    sitting = Sitting.objects.select_for_update(of=("self",), no_key=True).select_related("body").get(pk=sitting.pk)
    if sitting.state != SittingState.OPEN:
        raise DomainError(_("Cette séance n’est pas ouverte."))
    if not (draft.title.strip() and draft.full_text.strip()):
        raise DomainError(_("Un cadre a un titre et un texte."), field="full_text")
    quorum = refuse_quorum(sitting)
    decision = _decide(sitting, person, draft, quorum)
    years = bindings.route(sitting.charter_version).value.frame.years
    frame = Frame.objects.create(decision=decision, starts=draft.starts, ends=_last_day(draft.starts, years))
    record(
        actor,
        DecisionMade(
            subject_id=decision.pk,
            reference=decision.reference,
            body=decision.body_id,
            item=None,
            door=decision.door,
            outcome=decision.outcome,
            effect=decision.effect,
            charter_version=decision.charter_version,
        ),
    )
    record(actor, FrameSet(subject_id=decision.pk, starts=frame.starts, ends=frame.ends))
    stir(sitting.pk)
    return frame


def _decide(sitting: Sitting, person: Person, draft: FrameDraft, quorum: Quorum) -> Decision:
    version = sitting.charter_version
    outcome = _adopted(version)
    path = bindings.route(version).value.path(Matter.FRAME)
    decision = Decision.objects.create(
        body=sitting.body,
        sitting=sitting,
        kind=ItemKind.STRATEGY.value,
        matter=Matter.FRAME.value,
        outcome=outcome.key,
        outcome_name=outcome.name,
        effect=outcome.effect.value,
        decided_by=person,
        charter_version=version,
        theory_version=theory_of(version),
        route=snapshot(path, version),
        quorum={"present": quorum.present, "seats": quorum.seats, "needed": quorum.needed},
        full_text=draft.full_text.strip(),
        public_title=draft.title.strip(),
        public_text=draft.public_text.strip(),
        reference=next_reference("D"),
    )
    Wording.objects.create(decision=decision, person=person, version=1)
    return decision


def _adopted(version: str) -> Outcome:
    """The word by which the charter says that a strategy is adopted."""
    outcomes = bindings.agenda_items(version).value.kind(ItemKind.STRATEGY).outcomes
    return next(one for one in outcomes if one.effect is Effect.RETAIN)


def _last_day(starts: date, years: int) -> date:
    """The day before its anniversary; the 29th of February counts from the 1st of March."""
    try:
        return starts.replace(year=starts.year + years) - timedelta(days=1)
    except ValueError:
        return date(starts.year + years, 2, 28)
