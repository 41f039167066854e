"""Who may see and change people, organisations and duties; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Affiliation, Organisation, Person
from liamm.kernel.access import ALLOWED, Actor, Decision, Policy, System, refused

policy = Policy()


class Permission(StrEnum):
    """What one may do with people and organisations."""

    VIEW_PERSON = "accounts.person.view"
    SIGN_UP = "accounts.person.sign_up"
    CREATE_PERSON = "accounts.person.create"
    RENAME_PERSON = "accounts.person.rename"
    EDIT_PROFILE = "accounts.profile.edit"
    VIEW_ORGANISATION = "accounts.organisation.view"
    ADD_ORGANISATION = "accounts.organisation.add"
    EDIT_ORGANISATION = "accounts.organisation.edit"
    AFFILIATE = "accounts.affiliation.add"
    END_AFFILIATION = "accounts.affiliation.end"
    CONFIRM_AFFILIATION = "accounts.affiliation.confirm"
    GIVE_DUTY = "accounts.duty.give"
    END_DUTY = "accounts.duty.end"


def _runs_the_lab(actor: Actor) -> bool:
    """The house itself, its team, and who administers the tool."""
    return isinstance(actor, System) or (isinstance(actor, Person) and (actor.on_team or actor.is_admin))


def _is(actor: Actor, person: object) -> bool:
    return isinstance(actor, Person) and isinstance(person, Person) and actor.pk == person.pk


@policy.rule(Permission.VIEW_PERSON)
def _view_person(actor: Actor, person: Person | None) -> Decision:
    """An account is seen by the one it belongs to and by those who run the lab; the directory is another matter."""
    if _is(actor, person) or _runs_the_lab(actor):
        return ALLOWED
    return refused(_("Un compte ne se montre qu’à la personne à qui il appartient et à l’équipe du laboratoire."))


@policy.visible(Person, Permission.VIEW_PERSON)
def _people_seen(actor: Actor, queryset: QuerySet[Person]) -> QuerySet[Person]:
    if _runs_the_lab(actor):
        return queryset
    return queryset.filter(pk=actor.pk) if isinstance(actor, Person) else queryset.none()


@policy.rule(Permission.VIEW_ORGANISATION)
def _everybody(actor: Actor, organisation: Organisation | None) -> Decision:
    """Organisations are public; who acts for them is not."""
    del actor, organisation
    return ALLOWED


@policy.visible(Organisation, Permission.VIEW_ORGANISATION)
def _all_organisations(actor: Actor, queryset: QuerySet[Organisation]) -> QuerySet[Organisation]:
    del actor
    return queryset


@policy.rule(Permission.SIGN_UP)
def _sign_up(actor: Actor, target: object) -> Decision:
    """Anybody who has no account yet."""
    del target
    if isinstance(actor, Person):
        return refused(_("Vous avez déjà un compte."))
    return ALLOWED


@policy.rule(Permission.CREATE_PERSON)
@policy.rule(Permission.ADD_ORGANISATION)
@policy.rule(Permission.EDIT_ORGANISATION)
def _those_who_run_the_lab(actor: Actor, target: object) -> Decision:
    del target
    if _runs_the_lab(actor):
        return ALLOWED
    return refused(_("L’équipe du laboratoire tient à jour les personnes et les organisations."))


@policy.rule(Permission.RENAME_PERSON)
def _rename_person(actor: Actor, person: Person | None) -> Decision:
    if _is(actor, person) or _runs_the_lab(actor):
        return ALLOWED
    return refused(_("Chacune et chacun choisit son nom ; l’équipe peut aider."))


@policy.rule(Permission.EDIT_PROFILE)
def _edit_profile(actor: Actor, person: Person | None) -> Decision:
    """Nobody speaks for someone else, the team no more than others."""
    if _is(actor, person) or isinstance(actor, System):
        return ALLOWED
    return refused(_("Seule la personne elle-même dit ce qu’elle montre d’elle."))


@policy.rule(Permission.AFFILIATE)
@policy.rule(Permission.END_AFFILIATION)
def _affiliation(actor: Actor, target: Person | Affiliation | None) -> Decision:
    """One says oneself for whom one acts: it opens no right."""
    person = target.person if isinstance(target, Affiliation) else target
    if _is(actor, person) or _runs_the_lab(actor):
        return ALLOWED
    return refused(_("La personne elle-même, ou l’équipe, dit pour quelle organisation elle agit."))


@policy.rule(Permission.CONFIRM_AFFILIATION)
def _confirm(actor: Actor, affiliation: Affiliation | None) -> Decision:
    """Those who run the lab, and whoever is confirmed in the same organisation today; nobody confirms themselves."""
    own = affiliation is not None and isinstance(actor, Person) and affiliation.person_id == actor.pk
    if not own and (_runs_the_lab(actor) or _is_of(actor, affiliation)):
        return ALLOWED
    return refused(
        _("Quelqu’un de l’équipe, qui anime la communauté, ou qui agit déjà pour cette organisation le confirme.")
    )


def _is_of(actor: Actor, affiliation: Affiliation | None) -> bool:
    """Whether the actor acts today for the same organisation, as somebody confirmed."""
    if affiliation is None or not isinstance(actor, Person):
        return False
    held = Affiliation.objects.now().confirmed()
    return held.filter(person=actor, organisation=affiliation.organisation_id).exists()


@policy.rule(Permission.GIVE_DUTY)
@policy.rule(Permission.END_DUTY)
def _duties(actor: Actor, target: object) -> Decision:
    del target
    if isinstance(actor, System) or (isinstance(actor, Person) and (actor.is_head or actor.is_admin)):
        return ALLOWED
    return refused(_("La ou le responsable du laboratoire, ou l’administration de l’outil, confie les fonctions."))
