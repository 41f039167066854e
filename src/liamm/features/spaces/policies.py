"""Who may see, open, keep and enter a circle; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.spaces.audience import circles, in_community, is_member, keeps
from liamm.features.spaces.enums import Audience, Entrance, SpaceKind
from liamm.features.spaces.models import CommunityRole, JoinRequest, Membership, Space
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, Policy, System, refused
from liamm.kernel.clock import today

policy = Policy()


class Permission(StrEnum):
    """What one may do with circles."""

    VIEW_SPACE = "spaces.space.view"
    OPEN_SPACE = "spaces.space.open"
    CLOSE_SPACE = "spaces.space.close"
    ADD_MEMBER = "spaces.member.add"
    SET_STANDING = "spaces.member.entrust"
    LEAVE_SPACE = "spaces.member.leave"
    VIEW_DIRECTORY = "spaces.directory.view"
    GIVE_ROLE = "spaces.role.give"
    END_ROLE = "spaces.role.end"
    ACCEPT_RULES = "spaces.rules.accept"
    ASK_TO_JOIN = "spaces.join.ask"
    VIEW_JOIN_REQUEST = "spaces.join.view"
    ANSWER_JOIN_REQUEST = "spaces.join.answer"
    WITHDRAW_JOIN_REQUEST = "spaces.join.withdraw"


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
        said = _("On entre dans la communauté par un accueil, à la mesure de ce qu’elle peut intégrer.")
        return refused(said, bindings.welcome(today()).cite())
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


@policy.rule(Permission.VIEW_DIRECTORY)
def _view_directory(actor: Actor, person: Person | None) -> Decision:
    """Those who chose to be in the directory show themselves to the community; one always finds oneself."""
    if person is not None and isinstance(actor, Person) and actor.pk == person.pk:
        return ALLOWED
    if not in_community(actor):
        return refused(_("L’annuaire est celui de la communauté : on l’ouvre en la rejoignant."))
    if person is None or (person.in_directory and person.is_active):
        return ALLOWED
    return refused(_("Cette personne n’a pas choisi de figurer dans l’annuaire."))


@policy.visible(Person, Permission.VIEW_DIRECTORY)
def _directory(actor: Actor, queryset: QuerySet[Person]) -> QuerySet[Person]:
    seen = Q(pk=actor.pk) if isinstance(actor, Person) else Q(pk__in=[])
    if in_community(actor):
        seen |= Q(in_directory=True, is_active=True)
    return queryset.filter(seen)


@policy.rule(Permission.GIVE_ROLE)
@policy.rule(Permission.END_ROLE)
def _roles(actor: Actor, target: Person | CommunityRole) -> Decision:
    """« Je fais, donc je suis » : members name their own roles, and the team may help; a role opens no right."""
    person_id = target.person_id if isinstance(target, CommunityRole) else target.pk
    if on_team(actor) or (isinstance(actor, Person) and actor.pk == person_id and in_community(actor)):
        return ALLOWED
    return refused(_("Chaque membre dit ses rôles dans la communauté ; l’équipe peut aider."))


@policy.rule(Permission.ACCEPT_RULES)
def _accept_rules(actor: Actor, person: Person) -> Decision:
    if isinstance(actor, System) or (isinstance(actor, Person) and actor.pk == person.pk):
        return ALLOWED
    return refused(_("On n’accepte les règles que pour soi."))


@policy.rule(Permission.ASK_TO_JOIN)
def _ask_to_join(actor: Actor, target: object) -> Decision:
    """Anybody may ask, with or without an account."""
    del actor, target
    return ALLOWED


def _asked_by(actor: Actor, request: JoinRequest | None) -> bool:
    if request is None:
        return False
    if isinstance(actor, LinkHolder):
        return actor.subject_id == request.pk
    return isinstance(actor, Person) and request.email == actor.email.lower()


@policy.rule(Permission.VIEW_JOIN_REQUEST)
def _view_request(actor: Actor, request: JoinRequest | None) -> Decision:
    if on_team(actor) or _asked_by(actor, request):
        return ALLOWED
    return refused(_("Une demande se montre à qui l’a faite et à l’équipe qui accueille."))


@policy.visible(JoinRequest, Permission.VIEW_JOIN_REQUEST)
def _requests_seen(actor: Actor, queryset: QuerySet[JoinRequest]) -> QuerySet[JoinRequest]:
    if on_team(actor):
        return queryset
    if isinstance(actor, LinkHolder):
        return queryset.filter(pk=actor.subject_id)
    return queryset.filter(email=actor.email.lower()) if isinstance(actor, Person) else queryset.none()


@policy.rule(Permission.ANSWER_JOIN_REQUEST)
def _answer_request(actor: Actor, request: JoinRequest | None) -> Decision:
    del request
    return ALLOWED if on_team(actor) else refused(_("L’équipe du laboratoire accueille."))


@policy.rule(Permission.WITHDRAW_JOIN_REQUEST)
def _withdraw_request(actor: Actor, request: JoinRequest) -> Decision:
    return ALLOWED if _asked_by(actor, request) else refused(_("Qui a fait la demande peut la retirer."))
