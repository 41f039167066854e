"""Who may see and say what the lab can give."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.kernel.access import ALLOWED, Actor, Decision, Policy, System, refused


class Permission(StrEnum):
    """What may be asked of commitments."""

    SEE_CAPACITY = "commitments.capacity.view"
    SET_CAPACITY = "commitments.capacity.set"
    ASK_LOAD = "commitments.load.ask"
    HOLD_LOAD = "commitments.load.hold"


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
