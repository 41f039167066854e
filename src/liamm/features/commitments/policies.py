"""Who may see and say what the lab can give."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.commitments.models import Commitment
from liamm.kernel.access import ALLOWED, Actor, Decision, Policy, System, refused


class Permission(StrEnum):
    """What may be asked of commitments."""

    SEE_CAPACITY = "commitments.capacity.view"
    SET_CAPACITY = "commitments.capacity.set"
    ASK_LOAD = "commitments.load.ask"
    HOLD_LOAD = "commitments.load.hold"
    SEE_ENGAGEMENT = "commitments.engagement.view"
    ENGAGE = "commitments.engagement.make"
    GIVE_BACK = "commitments.engagement.give_back"
    END_TERM = "commitments.engagement.end"


policy = Policy()


def _team(actor: Actor) -> Decision:
    if isinstance(actor, Person) and actor.on_team:
        return ALLOWED
    return refused(_("La charge du laboratoire se tient au sein de son équipe."))


@policy.rule(Permission.SEE_CAPACITY)
def may_see_capacity(actor: Actor, target: object) -> Decision:
    """The team; bodies see totals in the file of a sitting."""
    del target
    return _team(actor)


@policy.rule(Permission.SET_CAPACITY)
def may_set_capacity(actor: Actor, target: object) -> Decision:
    """The team."""
    del target
    return _team(actor)


@policy.rule(Permission.ASK_LOAD)
def may_ask_load(actor: Actor, target: object) -> Decision:
    """The team: carriers say their own time, the team says the lab's."""
    del target
    return _team(actor)


@policy.rule(Permission.HOLD_LOAD)
def may_hold_load(actor: Actor, target: object) -> Decision:
    """The house itself, when a decision is taken or undone; nobody by hand."""
    del target
    if isinstance(actor, System):
        return ALLOWED
    return refused(_("Seule une décision engage le temps du laboratoire."))


@policy.rule(Permission.SEE_ENGAGEMENT)
def may_see_engagement(actor: Actor, target: Commitment) -> Decision:
    """The person alone: how much someone gives is nobody else's business."""
    if isinstance(actor, System) or (isinstance(actor, Person) and target.person_id == actor.pk):
        return ALLOWED
    return refused(_("Le détail d’un engagement n’appartient qu’à la personne."))


@policy.visible(Commitment, Permission.SEE_ENGAGEMENT)
def visible_engagements(actor: Actor, engagements: QuerySet[Commitment]) -> QuerySet[Commitment]:
    """The same for a queryset."""
    if isinstance(actor, System):
        return engagements
    return engagements.filter(person=actor) if isinstance(actor, Person) else engagements.none()


@policy.rule(Permission.ENGAGE)
def may_engage(actor: Actor, target: Person) -> Decision:
    """Nobody engages someone else; the house only passes on what the person asked."""
    if isinstance(actor, System) or (isinstance(actor, Person) and target == actor):
        return ALLOWED
    return refused(_("Chacun n’engage que son propre temps."))


@policy.rule(Permission.GIVE_BACK)
def may_give_back(actor: Actor, target: Commitment) -> Decision:
    """The person, at any moment."""
    return may_see_engagement(actor, target)


@policy.rule(Permission.END_TERM)
def may_end_term(actor: Actor, target: Commitment) -> Decision:
    """The house itself, on the day."""
    del target
    return ALLOWED if isinstance(actor, System) else refused(_("Un engagement arrive de lui-même à son terme."))
