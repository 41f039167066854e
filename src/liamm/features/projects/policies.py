"""Who may do what with projects."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.projects.models import JournalEntry, Project, Promise, RoleProposal, TeamRole
from liamm.features.spaces.queries import in_community, is_member, keeps, may_see, shared_with
from liamm.kernel.access import ALLOWED, SYSTEM, Actor, Decision, LinkHolder, Policy, refused
from liamm.kernel.ledger.models import Entry

GRANT = "governance.project_granted"


class Permission(StrEnum):
    """What can be allowed about projects."""

    VIEW = "projects.project.view"
    SEE_TEAM = "projects.project.see_team"
    OPEN = "projects.project.open"
    LEAD = "projects.project.lead"
    TELL = "projects.project.tell"
    TAKE_ROLE = "projects.role.take"
    LEAVE_ROLE = "projects.role.leave"
    ANSWER_ROLE = "projects.role.answer"
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


@policy.rule(Permission.TAKE_ROLE)
def may_take_role(actor: Actor, target: tuple[Project, Person]) -> Decision:
    """The target is (project, person): one who leads takes a role at once for oneself; to others it is proposed."""
    project, person = target
    if actor is SYSTEM or (isinstance(actor, Person) and actor.pk == person.pk):
        return may_lead(actor, project)
    return refused(_("Un rôle se propose ; il commence quand la personne l’accepte."))


@policy.rule(Permission.LEAVE_ROLE)
def may_leave_role(actor: Actor, held: TeamRole) -> Decision:
    """Whoever holds it, and those who lead the project."""
    return ALLOWED if isinstance(actor, Person) and actor.pk == held.person_id else may_lead(actor, held.project)


@policy.rule(Permission.ANSWER_ROLE)
def may_answer_role(actor: Actor, target: RoleProposal) -> Decision:
    """The person it is proposed to, or whoever opened the link that was sent."""
    if isinstance(actor, LinkHolder) and actor.subject_id == target.pk:
        return ALLOWED
    if isinstance(actor, Person) and (target.person_id or actor.pk) == actor.pk:
        return ALLOWED
    return refused(_("La personne à qui ce rôle est proposé répond elle-même."))


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
