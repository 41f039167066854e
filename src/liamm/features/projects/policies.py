"""Who may do what with projects."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.projects.models import JournalEntry, Project, Promise
from liamm.features.spaces.queries import in_community, is_member, keeps, may_see, shared_with
from liamm.kernel.access import ALLOWED, SYSTEM, Actor, Decision, Policy, refused
from liamm.kernel.ledger.models import Entry

GRANT = "governance.project_granted"


class Permission(StrEnum):
    """What can be allowed about projects."""

    VIEW = "projects.project.view"
    SEE_TEAM = "projects.project.see_team"
    OPEN = "projects.project.open"
    LEAD = "projects.project.lead"
    TELL = "projects.project.tell"
    ACCEPT = "projects.promise.accept"
    FOLLOW = "projects.project.follow"
    READ_JOURNAL = "projects.journal.view"


policy = Policy()


@policy.rule(Permission.VIEW)
def may_view(actor: Actor, project: Project) -> Decision:
    """Those of the audience of the project; the public, nearly always."""
    return ALLOWED if may_see(actor, project) else refused(_("Ce projet n’est pas montré ici."))


@policy.visible(Project, Permission.VIEW)
def visible_projects(actor: Actor, queryset: QuerySet[Project]) -> QuerySet[Project]:
    """The same, for many."""
    return shared_with(actor, queryset)


@policy.rule(Permission.READ_JOURNAL)
def may_read_journal(actor: Actor, entry: JournalEntry) -> Decision:
    """Those of the audience of the entry."""
    return ALLOWED if may_see(actor, entry) else refused(_("Ce passage du journal est réservé au projet."))


@policy.visible(JournalEntry, Permission.READ_JOURNAL)
def visible_journal(actor: Actor, queryset: QuerySet[JournalEntry]) -> QuerySet[JournalEntry]:
    """The same, for many."""
    return shared_with(actor, queryset)


@policy.rule(Permission.SEE_TEAM)
def may_see_team(actor: Actor, project: Project | None) -> Decision:
    """Names are for the community; the public sees roles and organisations."""
    if in_community(actor) or (project is not None and is_member(actor, project.space_id)):
        return ALLOWED
    return refused(_("Les noms sont montrés à la communauté ; ici, les rôles et les organisations."))


@policy.rule(Permission.OPEN)
def may_open(actor: Actor, decision_id: UUID | None) -> Decision:
    """Nobody opens a project: a decision of the route in force does, and the register must hold its grant."""
    del actor
    if decision_id and Entry.objects.filter(kind=GRANT, subject_id=decision_id).exists():
        return ALLOWED
    return refused(_("Un projet s’ouvre par une décision retenue, au terme de la route prévue par la charte."))


@policy.rule(Permission.LEAD)
def may_lead(actor: Actor, project: Project | None) -> Decision:
    """Those who animate the project's circle (carriers, facilitator) and the team."""
    if actor is SYSTEM:
        return ALLOWED
    if isinstance(actor, Person) and (actor.on_team or (project is not None and keeps(actor, project.space_id))):
        return ALLOWED
    return refused(_("Les porteurs du projet et l’équipe du laboratoire peuvent le faire."))


@policy.rule(Permission.TELL)
def may_tell(actor: Actor, project: Project | None) -> Decision:
    """Everyone in the project's circle, and the team."""
    if isinstance(actor, Person) and project is not None and (actor.on_team or is_member(actor, project.space_id)):
        return ALLOWED
    return refused(_("Le journal est tenu par celles et ceux qui sont dans le projet."))


@policy.rule(Permission.ACCEPT)
def may_accept(actor: Actor, promise: Promise | None) -> Decision:
    """Each side accepts what it promises: the team for the lab, those who animate the project for the carriers."""
    if isinstance(actor, Person) and promise is not None:
        mine = actor.on_team if promise.side == "lab" else keeps(actor, promise.project.space_id)
        if mine:
            return ALLOWED
    return refused(_("Chacun accepte ce qu’il promet : l’équipe pour le laboratoire, les porteurs pour le projet."))


@policy.rule(Permission.FOLLOW)
def may_follow(actor: Actor, project: Project | None) -> Decision:
    """Any signed-in person who may see it."""
    if isinstance(actor, Person) and (project is None or may_see(actor, project)):
        return ALLOWED
    return refused(_("Connectez-vous pour suivre un projet par courriel ; le flux Atom se lit sans compte."))
