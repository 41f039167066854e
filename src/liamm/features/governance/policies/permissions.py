"""The permissions of governance, and the questions that several of their rules ask."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from liamm.features.accounts.models import Person
from liamm.features.governance.enums import RecusalState
from liamm.features.governance.models import Recusal
from liamm.features.governance.seats import bodies_of
from liamm.kernel.access import Actor, Policy, System


class Permission(StrEnum):
    """What one may do in governance."""

    MANAGE_BODIES = "governance.body.manage"
    VIEW_SITTING = "governance.sitting.view"
    VIEW_FILE = "governance.sitting.view_file"
    PREPARE = "governance.sitting.prepare"
    OPEN_SITTING = "governance.sitting.open"
    RUN = "governance.sitting.run"
    NOTE_PRESENCE = "governance.sitting.note_presence"
    ARRIVE = "governance.sitting.arrive"
    HAND_CHAIR = "governance.sitting.hand_chair"
    ANSWER_PRESENCE = "governance.attendance.answer"
    VIEW_ITEM = "governance.item.view"
    DECIDE = "governance.item.decide"
    RECUSE = "governance.item.recuse"
    PROPOSE_RECUSAL = "governance.item.propose_recusal"
    SETTLE_RECUSAL = "governance.recusal.settle"
    OBSERVE = "governance.item.observe"
    READ_OBSERVATION = "governance.observation.read"
    SUGGEST = "governance.subject.suggest"
    ANSWER_SUBJECT = "governance.subject.answer"
    DELEGATE = "governance.decision.delegate"
    SET_FRAME = "governance.frame.set"
    VIEW_DECISION = "governance.decision.view"
    VIEW_FULL = "governance.decision.view_full"
    WRITE = "governance.decision.write"
    READ = "governance.decision.read"
    HAND_BACK = "governance.decision.hand_back"
    CORRECT = "governance.decision.correct"
    CLOSE_PRECONISATION = "governance.preconisation.close"
    REMIND = "governance.preconisation.remind"


policy = Policy()


def on_team(actor: Actor) -> bool:
    """Whether the actor is the house itself or works for the lab."""
    return isinstance(actor, System) or (isinstance(actor, Person) and actor.on_team)


def sits_in(actor: Actor, body_id: UUID) -> bool:
    """Whether the actor is a member of the body today."""
    return body_id in bodies_of(actor)


def inside(actor: Actor, body_id: UUID) -> bool:
    """Whether the actor is a member of the body, or of the team."""
    return on_team(actor) or sits_in(actor, body_id)


def stays_out(actor: Actor, item_id: UUID | None) -> bool:
    """Whether the actor's recusal from the item stands; whoever they are, no door is open to them then."""
    if item_id is None or not isinstance(actor, Person):
        return False
    return Recusal.objects.filter(item_id=item_id, person=actor, state=RecusalState.STANDS).exists()
