"""Opening a project by a decision, and the reciprocal commitments that let it run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Organisation, Person
from liamm.features.charter import bindings
from liamm.features.projects.actions.phases import PhaseDraft, start_phase
from liamm.features.projects.enums import ProjectKind, ProjectState
from liamm.features.projects.facts import ProjectOpened, ProjectStarted, PromiseAccepted
from liamm.features.projects.models import Host, Project, Promise, TeamRole, Terrain
from liamm.features.projects.policies import Permission, policy
from liamm.features.projects.rules import may_run, months_later
from liamm.features.spaces.actions import add_member, open_space
from liamm.features.spaces.enums import Audience, Entrance, SpaceKind, Standing
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.thread.chain import Node, tie


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectDraft:
    """What a decision opens. `carriers` come with the organisation they act for; `phase` is for an action only.

    `request_said` is what the request says it is about, for those who lead the project to say it in public.
    """

    decision_id: UUID
    kind: ProjectKind
    title: str
    summary: str = ""
    request_said: str = ""
    function: str
    objectives: Sequence[str] = ()
    carriers: Sequence[tuple[Person, Organisation | None]]
    facilitator: Person | None = None
    sponsor: Person | None = None
    hosts: Sequence[Organisation] = ()
    terrains: Sequence[Territory] = ()
    phase: str = ""
    on: date = field(default_factory=clock.today)


@action
def open_project(actor: Actor, draft: ProjectDraft) -> Project:
    """Open the project or action that a decision grants, with its circle, its team, its terrains and its promises.

    The register must hold `governance.project_granted` for the decision: there is no other door.
    Raises Refused without a grant, DomainError when the decision opened a project before.
    """
    require(policy, actor, Permission.OPEN, draft.decision_id)

    if Project.objects.filter(decision_id=draft.decision_id).exists():
        raise DomainError(_("Cette décision a déjà ouvert un projet."))
    if not draft.carriers:
        raise DomainError(_("Un projet s’ouvre avec au moins une personne qui le porte."))

    project = _create(draft)
    _gather_team(project, draft)
    _write_promises(project, draft.on)
    _settle_terrains(project, draft)
    tie(Node("decision", draft.decision_id), "opened", Node("project", project.id))

    record(
        actor,
        ProjectOpened(
            subject_id=project.id,
            decision_id=draft.decision_id,
            project_kind=project.kind,
            charter_version=project.charter_version,
        ),
    )
    return project


def _create(draft: ProjectDraft) -> Project:
    opening = bindings.project_opening(draft.on)
    months = opening.value.review.months
    space = open_space(
        SYSTEM,
        kind=SpaceKind.PROJECT,
        name=draft.title,
        purpose=draft.summary,
        audience=Audience.PUBLIC,
        entrance=Entrance.REQUEST,
    )
    return Project.objects.create(
        space=space,
        audience=Audience.PUBLIC,
        reference=next_reference("PJ"),
        kind=draft.kind,
        title=draft.title,
        summary=draft.summary,
        request_said=draft.request_said,
        function=draft.function,
        objectives=list(draft.objectives),
        charter_version=opening.version,
        decision_id=draft.decision_id,
        granted_phase=draft.phase,
        opened_on=draft.on,
        next_review=months_later(draft.on, months),
    )


def _gather_team(project: Project, draft: ProjectDraft) -> None:
    roles = bindings.project_roles(draft.on).value
    people = [(person, organisation, roles.carrier) for person, organisation in draft.carriers]
    people += [(draft.sponsor, None, roles.sponsor)] if draft.sponsor else []
    people += [(draft.facilitator, None, roles.facilitator)] if draft.facilitator else []
    joined: set[UUID] = set()
    for person, organisation, role in people:
        TeamRole.objects.create(project=project, person=person, organisation=organisation, role=role, starts=draft.on)
        if person.pk not in joined:
            keeper = role in {roles.carrier, roles.facilitator}
            standing = Standing.KEEPER if keeper else Standing.MEMBER
            add_member(SYSTEM, project.space, person=person, organisation=organisation, standing=standing)
            joined.add(person.pk)
    for organisation in draft.hosts:
        Host.objects.create(project=project, organisation=organisation, starts=draft.on)


def _write_promises(project: Project, on: date) -> None:
    opening = bindings.project_opening(on).value
    for promise in opening.promises:
        Promise.objects.create(
            project=project, key=promise.key, side=promise.by, text=promise.text, article=promise.article or ""
        )


def _settle_terrains(project: Project, draft: ProjectDraft) -> None:
    named = [(place.name, place) for place in draft.terrains]
    wanted: list[tuple[str, Territory | None]] = [*named] or [(_("Au laboratoire"), None)]
    for name, place in wanted:
        Terrain.objects.create(project=project, name=name, territory=place)


@action
def accept_promise(actor: Actor, promise: Promise) -> Promise:
    """Accept what one's side promises; once all is accepted, the project runs.

    Raises DomainError when it was accepted already or the project is over.
    """
    require(policy, actor, Permission.ACCEPT, promise)

    project = Project.objects.select_for_update(of=("self",), no_key=True).get(pk=promise.project_id)
    promise = Promise.objects.select_for_update(of=("self",), no_key=True).get(pk=promise.pk)
    if promise.accepted_at:
        raise DomainError(_("Cet engagement est déjà accepté."))
    if project.is_over:
        raise DomainError(_("Ce projet est terminé : on n’y prend plus d’engagement."))

    promise.accepted_by, promise.accepted_at = _person(actor), clock.now()
    promise.save(update_fields=["accepted_by", "accepted_at"])
    record(actor, PromiseAccepted(subject_id=project.id, promise=promise.key, side=promise.side))
    accepted = [one is not None for one in project.promises.values_list("accepted_at", flat=True)]
    if project.state == ProjectState.OPENING and may_run(accepted):
        project.state = ProjectState.RUNNING
        project.save(update_fields=["state"])
        record(actor, ProjectStarted(subject_id=project.id))
        _start_what_was_granted(project)
    return promise


def _start_what_was_granted(project: Project) -> None:
    """Begin the one phase of an action, on its first terrain, if the charter of the day still knows it."""
    today = clock.today()
    terrain = project.terrains.select_related("project").order_by("created_at", "pk").first()
    if terrain and project.granted_phase in bindings.phases(today).value.action.phases:
        start_phase(SYSTEM, terrain, PhaseDraft(key=project.granted_phase, starts=today))


def _person(actor: Actor) -> Person | None:
    return actor if isinstance(actor, Person) else None
