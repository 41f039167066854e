"""Who may prepare a selection, read applications, publish the list and answer appeals; every no has its reason."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.spaces.policies import on_team
from liamm.features.training.models import Appeal, Application, Selection
from liamm.kernel.access import ALLOWED, Actor, Decision, LinkHolder, Policy, System, refused


class Permission(StrEnum):
    """What may be asked of selections."""

    PREPARE = "training.selection.prepare"
    KEEP = "training.selection.keep"
    PUBLISH = "training.selection.publish"
    VIEW_APPLICATION = "training.application.view"
    READ = "training.application.read"
    APPEAL = "training.application.appeal"
    ANSWER_APPEAL = "training.appeal.answer"


policy = Policy()


@policy.rule(Permission.PREPARE)
@policy.rule(Permission.PUBLISH)
def may_keep_selection(actor: Actor, selection: Selection | None) -> Decision:
    """The team gives the places; the rules say to whom."""
    del selection
    return ALLOWED if on_team(actor) else refused(_("L’équipe du laboratoire donne les places des formations."))


@policy.rule(Permission.KEEP)
def may_keep(actor: Actor, target: object) -> Decision:
    """The house itself, when an event opens, somebody applies or leaves."""
    del target
    return ALLOWED if isinstance(actor, System) else refused(_("La maison s’en occupe d’elle-même."))


def _own(actor: Actor, application: Application) -> bool:
    if isinstance(actor, LinkHolder):
        return actor.subject_id == application.pk
    return isinstance(actor, Person) and application.registration.person_id == actor.pk


@policy.rule(Permission.VIEW_APPLICATION)
def may_view(actor: Actor, application: Application) -> Decision:
    """Whoever applied, and the team."""
    if _own(actor, application) or on_team(actor):
        return ALLOWED
    return refused(_("Une candidature se lit par qui l’a faite et par l’équipe."))


@policy.visible(Application, Permission.VIEW_APPLICATION)
def visible_applications(actor: Actor, applications: QuerySet[Application]) -> QuerySet[Application]:
    """The same for a queryset."""
    if on_team(actor):
        return applications
    if isinstance(actor, LinkHolder):
        return applications.filter(pk=actor.subject_id)
    return applications.filter(registration__person=actor) if isinstance(actor, Person) else applications.none()


@policy.rule(Permission.READ)
def may_read(actor: Actor, application: Application | None) -> Decision:
    """People of the team, but for their own application."""
    if not isinstance(actor, Person) or not actor.on_team:
        return refused(_("L’équipe du laboratoire lit les candidatures."))
    if application is not None and _same(actor, application):
        return refused(_("C’est votre candidature : d’autres la lisent."))
    return ALLOWED


def _same(person: Person, application: Application) -> bool:
    registration = application.registration
    return registration.person_id == person.pk or registration.mail == person.email.lower()


@policy.rule(Permission.APPEAL)
def may_appeal(actor: Actor, application: Application) -> Decision:
    """Whoever applied."""
    return ALLOWED if _own(actor, application) else refused(_("Qui a candidaté peut demander un nouveau regard."))


@policy.rule(Permission.ANSWER_APPEAL)
def may_answer(actor: Actor, appeal: Appeal) -> Decision:
    """Somebody of the team who had no part in what is appealed against."""
    if not isinstance(actor, Person) or not actor.on_team:
        return refused(_("L’équipe du laboratoire répond aux recours."))
    application = appeal.application
    read_it = any(one.reader_id == actor.pk for one in application.readings.all())
    if read_it or application.changed_by_id == actor.pk or _same(actor, application):
        return refused(_("Vous avez pris part à cette décision : quelqu’un d’autre de l’équipe répond."))
    return ALLOWED
