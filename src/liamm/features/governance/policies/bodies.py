"""Who seats whom."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.governance.models import Body, Mandate
from liamm.features.governance.policies.permissions import Permission, policy
from liamm.kernel.access import ALLOWED, Actor, Decision, System, refused


@policy.rule(Permission.MANAGE_BODIES)
def may_manage_bodies(actor: Actor, target: Body | Mandate | None) -> Decision:
    """The head of the lab writes down the mandates that its hosts give, or whoever administers the tool."""
    del target
    if isinstance(actor, System) or (isinstance(actor, Person) and (actor.is_head or actor.is_admin)):
        return ALLOWED
    return refused(_("Les mandats sont inscrits par la personne responsable du laboratoire, ou par l’administration."))
