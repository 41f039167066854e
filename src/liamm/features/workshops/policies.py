"""Who may read, prepare and lead a déroulé; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.spaces.queries import in_community, keeps, may_see, shared_with
from liamm.features.workshops.models import Workshop
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, Policy, System, refused


class Permission(StrEnum):
    """What may be asked of déroulés."""

    VIEW = "workshops.workshop.view"
    FOLLOW = "workshops.workshop.follow"
    PREPARE = "workshops.workshop.prepare"
    CHANGE = "workshops.workshop.change"
    LEAD = "workshops.workshop.lead"


policy = Policy()


def _made_by(actor: Actor, workshop: Workshop) -> bool:
    return isinstance(actor, Person) and workshop.made_by_id == actor.pk


@policy.rule(Permission.VIEW)
def may_view(actor: Actor, workshop: Workshop) -> Decision:
    """Those of its audience, and whoever prepared it."""
    if _made_by(actor, workshop) or may_see(actor, workshop):
        return ALLOWED
    return refused(_("Un déroulé se lit dans le cercle qui le prépare."))


@policy.visible(Workshop, Permission.VIEW)
def visible_workshops(actor: Actor, workshops: QuerySet[Workshop]) -> QuerySet[Workshop]:
    """The same for a queryset."""
    seen = shared_with(actor, workshops)
    return seen | workshops.filter(made_by=actor) if isinstance(actor, Person) else seen


@policy.rule(Permission.FOLLOW)
def may_follow(actor: Actor, workshop: Workshop) -> Decision:
    """Whoever holds its link follows it on the day, and those who may read it."""
    if isinstance(actor, LinkHolder) and actor.subject_id == workshop.pk:
        return ALLOWED
    return may_view(actor, workshop)


@policy.rule(Permission.PREPARE)
def may_prepare(actor: Actor, target: object) -> Decision:
    """Members of the community."""
    del target
    if isinstance(actor, Person) and in_community(actor):
        return ALLOWED
    return refused(_("Les membres de la communauté préparent des déroulés ; rejoignez-la, ou demandez à l’équipe."))


@policy.rule(Permission.CHANGE)
@policy.rule(Permission.LEAD)
def may_change(actor: Actor, workshop: Workshop) -> Decision:
    """Whoever prepared it, those who keep its circle, and the team: nothing depends on one person's account."""
    on_team = isinstance(actor, System) or (isinstance(actor, Person) and actor.on_team)
    if _made_by(actor, workshop) or on_team or keeps(actor, workshop.space_id):
        return ALLOWED
    return refused(_("Qui a préparé le déroulé le change et l’anime, ou l’équipe du laboratoire."))
