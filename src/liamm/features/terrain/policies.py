"""Who may do what with signals, problems, communities and relais.

A signal stays between its author (by account, as relais, or by the secret link) and the team; the public reads its
public wording only.
"""

from __future__ import annotations

from enum import StrEnum
from typing import cast

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter.bindings import promised
from liamm.features.spaces.models import Space
from liamm.features.spaces.policies import Permission as CirclePermission
from liamm.features.spaces.policies import policy as circles_policy
from liamm.features.spaces.queries import keeps, may_see, shared_with
from liamm.features.terrain.models import FieldSignal, InterestCommunity, Problem, PublicWording, Relay
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, Policy, System, refused
from liamm.kernel.clock import today
from liamm.kernel.prepared import known


class Permission(StrEnum):
    """The permissions of terrain."""

    TELL = "terrain.signal.tell"
    RECORD_SPOKEN = "terrain.signal.record_spoken"
    READ = "terrain.signal.read"
    FOLLOW = "terrain.signal.follow"
    HANDLE = "terrain.signal.handle"
    OPEN_ORIGINAL = "terrain.signal.open_original"
    FORGET = "terrain.signal.forget"
    TELL_AUTHORS = "terrain.signal.tell_authors"
    TAKE_MAIL = "terrain.signal.take_mail"
    IMPORT = "terrain.signal.import"
    VIEW_WORDING = "terrain.wording.view"
    PUBLISH = "terrain.wording.publish"
    VIEW_PROBLEM = "terrain.problem.view"
    SHAPE_PROBLEM = "terrain.problem.shape"
    VIEW_COMMUNITY = "terrain.community.view"
    OPEN_COMMUNITY = "terrain.community.open"
    TEND_COMMUNITY = "terrain.community.tend"
    JOIN = "terrain.community.join"
    LEAVE = "terrain.community.leave"
    VIEW_RELAY = "terrain.relay.view"
    NAME_RELAY = "terrain.relay.name"


policy = Policy()


def on_team(actor: Actor) -> bool:
    """Whether the actor works for the lab today."""
    return isinstance(actor, Person) and actor.on_team


def _team(actor: Actor, reason: str) -> Decision:
    return ALLOWED if on_team(actor) else refused(reason)


def _house(actor: Actor, reason: str) -> Decision:
    return ALLOWED if isinstance(actor, System) else refused(reason)


@policy.rule(Permission.TELL)
def may_tell(actor: Actor, target: object) -> Decision:
    """Anyone may tell a difficulty, with or without an account."""
    del actor, target
    return ALLOWED


@policy.rule(Permission.RECORD_SPOKEN)
def may_record_spoken(actor: Actor, target: object) -> Decision:
    """The team and relais may write down what was told to them."""
    del target
    relais = isinstance(actor, Person) and is_relay(actor)
    return ALLOWED if relais else _team(actor, _("L’équipe et les relais notent ce qui leur a été dit."))


def is_relay(person: Person) -> bool:
    """Whether the person is a relais today (one query, once per person instance)."""
    return known(person, "relay", lambda one: Relay.objects.filter(person=one).on(today()).exists())


@policy.rule(Permission.READ)
def may_read(actor: Actor, target: object) -> Decision:
    """The team, whoever wrote it down, the relais who passed it on, and the holder of its link."""
    signal = cast("FieldSignal", target)
    if _knows(actor, signal):
        return ALLOWED
    return refused(_("Une remontée reste entre son auteur et l’équipe."), promised("kept_between"))


def _knows(actor: Actor, signal: FieldSignal) -> bool:
    if isinstance(actor, LinkHolder):
        return actor.subject_id == signal.pk
    if isinstance(actor, System):
        return True
    if not isinstance(actor, Person):
        return False
    mine = signal.recorded_by_id == actor.pk or (signal.relay is not None and signal.relay.person_id == actor.pk)
    return mine or actor.on_team


@policy.visible(FieldSignal, Permission.READ)
def readable(actor: Actor, signals: QuerySet[FieldSignal]) -> QuerySet[FieldSignal]:
    """The same for a queryset."""
    if isinstance(actor, LinkHolder):
        return signals.filter(pk=actor.subject_id)
    if isinstance(actor, System) or on_team(actor):
        return signals
    if isinstance(actor, Person):
        return signals.filter(Q(recorded_by=actor) | Q(relay__person=actor))
    return signals.none()


@policy.rule(Permission.FOLLOW)
def may_follow(actor: Actor, target: object) -> Decision:
    """Only the author: the holder of the link."""
    if isinstance(actor, LinkHolder) and actor.subject_id == cast("FieldSignal", target).pk:
        return ALLOWED
    return refused(_("Seule la personne qui a le lien de suivi peut le faire."))


@policy.rule(Permission.HANDLE)
def may_handle(actor: Actor, target: object) -> Decision:
    """The team."""
    del target
    return _team(actor, _("Les remontées sont lues par l’équipe du laboratoire."))


@policy.rule(Permission.OPEN_ORIGINAL)
def may_open_original(actor: Actor, target: object) -> Decision:
    """The team, with a reason, recorded."""
    del target
    return _team(actor, _("Seule l’équipe peut ouvrir un texte d’origine, en disant pourquoi."))


@policy.rule(Permission.FORGET)
def may_forget(actor: Actor, target: object) -> Decision:
    """The house itself, when the delay of the charter has passed."""
    del target
    return _house(actor, _("Le délai de conservation s’applique de lui-même."))


@policy.rule(Permission.TELL_AUTHORS)
def may_tell_authors(actor: Actor, target: object) -> Decision:
    """The house itself, from a reaction to what happened; and the team."""
    del target
    if isinstance(actor, System):
        return ALLOWED
    return _team(actor, _("Les auteurs sont prévenus par la maison ou par l’équipe."))


@policy.rule(Permission.TAKE_MAIL)
def may_take_mail(actor: Actor, target: object) -> Decision:
    """The house itself, from the folder in which mails are dropped."""
    del target
    return _house(actor, _("Les courriels sont relevés par la maison."))


@policy.rule(Permission.IMPORT)
def may_import(actor: Actor, target: object) -> Decision:
    """The team."""
    del target
    return _team(actor, _("L’équipe seule reprend des remontées depuis un tableau."))


@policy.rule(Permission.VIEW_WORDING)
def may_view_wording(actor: Actor, target: object) -> Decision:
    """Whoever its audience says, while it is published; the team always."""
    wording = cast("PublicWording", target)
    if on_team(actor) or (wording.withdrawn_at is None and may_see(actor, wording)):
        return ALLOWED
    return refused(_("Cette remontée n’est pas publiée."))


@policy.visible(PublicWording, Permission.VIEW_WORDING)
def viewable_wordings(actor: Actor, wordings: QuerySet[PublicWording]) -> QuerySet[PublicWording]:
    """The same for a queryset."""
    return wordings if on_team(actor) else shared_with(actor, wordings.filter(withdrawn_at__isnull=True))


@policy.rule(Permission.PUBLISH)
def may_publish(actor: Actor, target: object) -> Decision:
    """The team."""
    del target
    return _team(actor, _("L’équipe publie, après avoir lu."))


@policy.rule(Permission.VIEW_PROBLEM)
def may_view_problem(actor: Actor, target: object) -> Decision:
    """Whoever its audience says."""
    seen = may_see(actor, cast("Problem", target)) or on_team(actor)
    return ALLOWED if seen else refused(_("Cette problématique n’est pas encore partagée."))


@policy.visible(Problem, Permission.VIEW_PROBLEM)
def viewable_problems(actor: Actor, problems: QuerySet[Problem]) -> QuerySet[Problem]:
    """The same for a queryset."""
    return problems if on_team(actor) else shared_with(actor, problems)


@policy.rule(Permission.SHAPE_PROBLEM)
def may_shape_problem(actor: Actor, target: object) -> Decision:
    """The team."""
    del target
    return _team(actor, _("L’équipe écrit les problématiques ; dites-lui ce que vous savez."))


@policy.rule(Permission.VIEW_COMMUNITY)
def may_view_community(actor: Actor, target: object) -> Decision:
    """Whoever the audience of its circle says; its members and the team."""
    return circles_policy.decide(actor, CirclePermission.VIEW_SPACE, cast("InterestCommunity", target).space)


@policy.visible(InterestCommunity, Permission.VIEW_COMMUNITY)
def viewable_communities(actor: Actor, communities: QuerySet[InterestCommunity]) -> QuerySet[InterestCommunity]:
    """The same for a queryset: the audience is that of the circle."""
    if isinstance(actor, System) or on_team(actor):
        return communities
    return communities.filter(space__in=circles_policy.visible_to(actor, Space.objects.all()))


@policy.rule(Permission.OPEN_COMMUNITY)
def may_open_community(actor: Actor, target: object) -> Decision:
    """The team."""
    del target
    return _team(actor, _("L’équipe ouvre les communautés d’intérêt."))


@policy.rule(Permission.TEND_COMMUNITY)
def may_tend_community(actor: Actor, target: object) -> Decision:
    """Whoever animates its circle, and the team."""
    if keeps(actor, cast("InterestCommunity", target).space_id):
        return ALLOWED
    return _team(actor, _("La personne qui anime la communauté et l’équipe s’en chargent."))


@policy.rule(Permission.JOIN)
def may_join(actor: Actor, target: object) -> Decision:
    """Anyone with an account who may see the community."""
    if not isinstance(actor, Person):
        return refused(_("Pour vous engager, ouvrez d’abord un compte : une adresse suffit."))
    return may_view_community(actor, target)


@policy.rule(Permission.LEAVE)
def may_leave(actor: Actor, target: object) -> Decision:
    """Anyone who is there."""
    del target
    return ALLOWED if isinstance(actor, Person) else refused(_("Seule la personne engagée peut rendre son engagement."))


@policy.rule(Permission.VIEW_RELAY)
def may_view_relay(actor: Actor, target: object) -> Decision:
    """What a relais passed on: the person and the team."""
    mine = isinstance(actor, Person) and cast("Relay", target).person_id == actor.pk
    return ALLOWED if mine else _team(actor, _("Cette page est celle du relais et de l’équipe."))


@policy.visible(Relay, Permission.VIEW_RELAY)
def viewable_relays(actor: Actor, relays: QuerySet[Relay]) -> QuerySet[Relay]:
    """The same for a queryset."""
    if on_team(actor):
        return relays
    return relays.filter(person=actor) if isinstance(actor, Person) else relays.none()


@policy.rule(Permission.NAME_RELAY)
def may_name_relay(actor: Actor, target: object) -> Decision:
    """The team."""
    del target
    return _team(actor, _("L’équipe tient la liste des relais."))
