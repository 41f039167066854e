"""Who may see, open, keep and enter a circle; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.spaces.audience import circles, in_community, is_member, keeps
from liamm.features.spaces.enums import Audience, Entrance, SpaceKind
from liamm.features.spaces.models import Membership, Space
from liamm.kernel.access import ALLOWED, Actor, Decision, Policy, System, refused

policy = Policy()


class Permission(StrEnum):
    """What one may do with circles."""

    VIEW_SPACE = "spaces.space.view"
    OPEN_SPACE = "spaces.space.open"
    CLOSE_SPACE = "spaces.space.close"
    ADD_MEMBER = "spaces.member.add"
    SET_STANDING = "spaces.member.entrust"
    LEAVE_SPACE = "spaces.member.leave"


def on_team(actor: Actor) -> bool:
    """Whether the actor is the house itself or works for the lab."""
    return isinstance(actor, System) or (isinstance(actor, Person) and actor.on_team)


@policy.rule(Permission.VIEW_SPACE)
def _view_space(actor: Actor, space: Space) -> Decision:
    """A circle is itself a thing with an audience; the team sees that private ones exist, their keepers what is in."""
    if space.audience == Audience.PUBLIC or on_team(actor) or is_member(actor, space.pk):
        return ALLOWED
    if space.audience != Audience.COMMUNITY:
        return refused(_("Ce cercle ne se montre qu’à ses membres."))
    return ALLOWED if in_community(actor) else refused(_("Ce cercle se montre à la communauté."))


@policy.visible(Space, Permission.VIEW_SPACE)
def _spaces_seen(actor: Actor, queryset: QuerySet[Space]) -> QuerySet[Space]:
    if on_team(actor):
        return queryset
    seen = Q(audience=Audience.PUBLIC) | Q(pk__in=list(circles(actor)))
    if in_community(actor):
        seen |= Q(audience=Audience.COMMUNITY)
    return queryset.filter(seen)


@policy.rule(Permission.OPEN_SPACE)
def _open_space(actor: Actor, space: Space | None) -> Decision:
    del space
    return ALLOWED if on_team(actor) else refused(_("L’équipe du laboratoire ouvre les cercles."))


@policy.rule(Permission.CLOSE_SPACE)
@policy.rule(Permission.SET_STANDING)
def _keepers(actor: Actor, space: Space) -> Decision:
    if on_team(actor) or keeps(actor, space.pk):
        return ALLOWED
    return refused(_("Celles et ceux qui animent le cercle, ou l’équipe, en décident."))


@policy.rule(Permission.ADD_MEMBER)
def _add_member(actor: Actor, target: tuple[Space, Person]) -> Decision:
    """The target is (circle, newcomer); one enters an open circle by oneself, and the community only by a welcome."""
    space, newcomer = target
    if space.kind == SpaceKind.LAB:
        if isinstance(actor, System):
            return ALLOWED
        return refused(_("On entre dans la communauté par un accueil, à la mesure de ce qu’elle peut intégrer."))
    if on_team(actor) or keeps(actor, space.pk):
        return ALLOWED
    if isinstance(actor, Person) and actor.pk == newcomer.pk and space.entrance == Entrance.OPEN:
        return _view_space(actor, space)
    return refused(_("Celles et ceux qui animent le cercle y invitent."))


@policy.rule(Permission.LEAVE_SPACE)
def _leave_space(actor: Actor, membership: Membership) -> Decision:
    if isinstance(actor, Person) and actor.pk == membership.person_id:
        return ALLOWED
    return _keepers(actor, membership.space)
