"""Page-shaped reads of projects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Left
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.functions import Function
from liamm.features.projects.asked_roles import ProposedLine, proposed_roles
from liamm.features.projects.enums import ProjectKind, ProjectState, Side
from liamm.features.projects.models import Follower, Host, JournalEntry, Phase, Project, Promise, TeamRole, Terrain
from liamm.features.projects.policies import Permission, policy
from liamm.features.projects.rules import missing_voices
from liamm.kernel import clock
from liamm.kernel.access import Actor, only
from liamm.kernel.extension import ThreadStep
from liamm.kernel.prepared import Listed, Rows, prepared
from liamm.kernel.thread.chain import Node, Stage, stages

PAGE = 24
_SHOWN = 220
_NAMED = ("project", "organisation__name")
_UNSAID_OF_HOST = ("host__introduction", "host__website", "host__siret", "host__short_name", "host__sort_name")


@dataclass(frozen=True, slots=True)
class ProjectFilters:
    """What a list of projects is narrowed to; empty values do not narrow."""

    function: str = ""
    state: str = ""
    words: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """One line of the list; `url` is its address, `phase` the latest one under way, `hosts` those who carry it."""

    reference: str
    url: str
    title: str
    summary: str
    state: str
    function: Function | None
    opened_on: date
    phase: str
    hosts: Sequence[str]


@dataclass(frozen=True, slots=True)
class ProjectList:
    """The list of projects that the actor may see."""

    rows: Sequence[ProjectRow]
    total: int
    filters: ProjectFilters
    functions: Sequence[Function]

    @property
    def has_next(self) -> bool:
        """Whether a further page exists."""
        return self.filters.page * PAGE < self.total


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One held role in the words of the charter; `person` is empty for who may not see names."""

    held: TeamRole
    role: str
    person: str


@dataclass(frozen=True, slots=True)
class TerrainView:
    """A terrain and its phases, in their order, then those whose dates were corrected since."""

    terrain: Terrain
    phases: Sequence[Phase]
    before: Sequence[tuple[Phase, str]]


@dataclass(frozen=True, slots=True)
class ProjectPage:
    """All that the page of a project shows to one actor."""

    project: Project
    function: Function | None
    hosts: Sequence[Host]
    team: Sequence[RoleLine]
    proposed: Sequence[ProposedLine]
    names_shown: bool
    absent: Sequence[str]
    terrains: Sequence[TerrainView]
    journal: Sequence[JournalEntry]
    promises: Sequence[Promise]
    chain: Sequence[Stage]
    objectives: Sequence[str]
    followers: int
    following: bool
    may_lead: bool
    may_tell: bool
    acceptable: frozenset[object]

    @property
    def may_start(self) -> bool:
        """Whether a phase may begin: both sides have accepted, and an action has not had its one."""
        runs = self.project.state == ProjectState.RUNNING
        return self.may_lead and runs and not self.is_full

    @property
    def is_full(self) -> bool:
        """Whether it is an action that has its one phase."""
        return self.project.kind == ProjectKind.ACTION and any(view.phases for view in self.terrains)

    @property
    def promises_by_side(self) -> Sequence[tuple[str, Sequence[Promise]]]:
        """The promises of each side, in words."""
        return [(str(side.label), [one for one in self.promises if one.side == side]) for side in Side]


def functions_by_key(day: date) -> dict[str, Function]:
    """The functions of the charter in force on a day, by key."""
    return {function.key: function for function in bindings.functions(day).value.functions}


def project_list(actor: Actor, filters: ProjectFilters) -> ProjectList:
    """The projects that the actor may see, the most recent first."""
    known = functions_by_key(clock.today())
    start = (filters.page - 1) * PAGE
    listed = _listed(actor, filters)
    return ProjectList(
        rows=[_row(line, known) for line in listed[start : start + PAGE]],
        total=listed.count(),
        filters=filters,
        functions=list(known.values()),
    )


def _listed(actor: Actor, filters: ProjectFilters) -> Listed[tuple[Any, ...]] | QuerySet[Project, tuple[Any, ...]]:
    if replace(filters, page=1) == ProjectFilters():
        return Listed(lambda: _how_many(actor), lambda first, last: _between(actor, first=first, last=last))
    return _lines(_found(actor, filters))


def _found(actor: Actor, filters: ProjectFilters) -> QuerySet[Project]:
    found = policy.visible_to(actor, Project.objects.all())
    if filters.function:
        found = found.filter(function=filters.function)
    if filters.state:
        found = found.filter(state=filters.state)
    if filters.words:
        found = found.filter(Q(title__icontains=filters.words) | Q(summary__icontains=filters.words))
    return found


@prepared
def _how_many(actor: Actor) -> QuerySet[Project, int]:
    return _found(actor, ProjectFilters()).order_by().values_list(Rows(), flat=True)


@prepared
def _between(actor: Actor, *, first: int, last: int) -> QuerySet[Project, tuple[Any, ...]]:
    return _lines(_found(actor, ProjectFilters()))[first:last]


def _lines(found: QuerySet[Project]) -> QuerySet[Project, tuple[Any, ...]]:
    hosts = Host.objects.filter(project=OuterRef("pk"), ends__isnull=True).values("organisation__name")
    return found.order_by("-opened_on", "-reference").values_list(
        "reference",
        "title",
        Left("summary", _SHOWN),
        "state",
        "function",
        "opened_on",
        phase_under_way("pk"),
        ArraySubquery(hosts),
    )


def _row(line: tuple[Any, ...], known: dict[str, Function]) -> ProjectRow:
    reference, title, summary, state, function, opened_on, phase, hosts = line
    cut = summary.rsplit(" ", 1)[0] + "…" if len(summary) == _SHOWN else summary
    return ProjectRow(
        reference=reference,
        url=f"/projets/{reference}/",
        title=title,
        summary=cut,
        state=str(ProjectState(state).label),
        function=known.get(function),
        opened_on=opened_on,
        phase=phase or "",
        hosts=hosts,
    )


def load_project(actor: Actor, reference: str) -> Project:
    """One project that the actor may see.

    Raises Http404.
    """
    return only(_project(actor, reference))


@prepared
def _project(actor: Actor, reference: str) -> QuerySet[Project]:
    return policy.visible_to(actor, Project.objects.filter(reference=reference))


def project_page(actor: Actor, reference: str) -> ProjectPage:
    """Gather the page of a project; the number of queries does not depend on what it holds."""
    project = load_project(actor, reference)
    names_shown = bool(policy.decide(actor, Permission.SEE_TEAM, project))
    roles = _roles(project, names_shown=names_shown)
    voices = bindings.project_opening(project.charter_version).value.voices
    present = {held.voice for held in roles}
    absent_keys = missing_voices([voice.key for voice in voices], present)
    promises = _promises(project)
    for promise in promises:
        promise.project = project
    followers = _followers(project)
    may_lead = bool(policy.decide(actor, Permission.LEAD, project))
    objectives = {one.key: one.name for one in bindings.objectives(project.charter_version).value.objectives}
    return ProjectPage(
        project=project,
        function=functions_by_key(project.opened_on).get(project.function),
        hosts=_hosts(project),
        team=_team(project, roles, names_shown=names_shown),
        proposed=proposed_roles(project) if may_lead else [],
        names_shown=names_shown,
        absent=[voice.absent for voice in voices if voice.key in absent_keys],
        terrains=_terrains(project),
        journal=_journal(actor, project, names_shown=names_shown),
        promises=promises,
        chain=stages(actor, Node("project", project.id), here=step_of(project)),
        objectives=[objectives[key] for key in project.objectives if key in objectives],
        followers=len(followers),
        following=actor.pk in followers,
        may_lead=may_lead,
        may_tell=bool(policy.decide(actor, Permission.TELL, project)) and not project.is_over,
        acceptable=frozenset(
            one.pk for one in promises if not one.accepted_at and policy.decide(actor, Permission.ACCEPT, one)
        ),
    )


def phase_under_way(project: str) -> Subquery:
    """The name of the latest phase under way of the project that a query names, as a column of it."""
    begun = Phase.objects.under_way().filter(terrain__project=OuterRef(project), starts__lte=clock.today())
    return Subquery(begun.order_by("-starts").values("name")[:1])


def step_of(project: Project, *, phase: str | None = None) -> ThreadStep:
    """A project as a step of le fil; `phase` is the one under way, for those who ask what became of what they said."""
    return ThreadStep(
        title=project.title,
        line=str(ProjectState(project.state).label),
        url=f"/projets/{project.reference}/",
        at=project.created_at,
        done=project.is_over or project.state == ProjectState.RUNNING,
        became=_became(project, phase),
    )


def _became(project: Project, phase: str | None) -> str:
    """What became of all that led to a project, in a sentence."""
    action = project.kind == ProjectKind.ACTION
    born = _("Une action en est née") if action else _("Un projet en est né")
    now = {
        ProjectState.OPENING: _("le travail s’ouvre"),
        ProjectState.RUNNING: _("phase en cours : %(phase)s") % {"phase": phase}
        if phase
        else _("le travail est en cours"),
        ProjectState.CLOSED: _("le travail est terminé"),
        ProjectState.STOPPED: _("le travail est arrêté"),
    }[ProjectState(project.state)]
    return _("%(born)s ; %(now)s.") % {"born": born, "now": now}


@prepared
def _roles(project: Project, *, names_shown: bool) -> QuerySet[TeamRole]:
    """Who holds a role now; people are read only to be named."""
    held = TeamRole.objects.filter(project=project).now().order_by("starts", "created_at")
    fields = ("role", "voice", "context", "starts", "person_id", *_NAMED)
    if names_shown:
        return held.select_related("person", "organisation").only(*fields, "person__name", "person__email")
    return held.select_related("organisation").only(*fields)


@prepared
def _promises(project: Project) -> QuerySet[Promise]:
    return Promise.objects.filter(project=project)


@prepared
def _followers(project: Project) -> QuerySet[Follower, UUID]:
    return Follower.objects.filter(project=project).values_list("person_id", flat=True)


@prepared
def _hosts(project: Project) -> QuerySet[Host]:
    rows = Host.objects.filter(project=project, ends__isnull=True)
    return rows.select_related("organisation").only(*_NAMED)


def _team(project: Project, roles: Sequence[TeamRole], *, names_shown: bool) -> list[RoleLine]:
    words = {role.key: role.name for role in bindings.project_roles(project.charter_version).value.roles}
    return [RoleLine(held, words.get(held.role, held.role), str(held.person) if names_shown else "") for held in roles]


def _terrains(project: Project) -> list[TerrainView]:
    phases: dict[UUID, list[Phase]] = defaultdict(list)
    for phase in _phases(project):
        phases[phase.terrain_id].append(phase)
    mended = {phase.corrects_id: phase.correction for several in phases.values() for phase in several}
    return [
        TerrainView(
            terrain,
            [one for one in phases[terrain.pk] if one.pk not in mended],
            [(one, mended[one.pk]) for one in phases[terrain.pk] if one.pk in mended],
        )
        for terrain in _places(project)
    ]


@prepared
def _phases(project: Project) -> QuerySet[Phase]:
    hosted = Phase.objects.select_related("host").defer(*_UNSAID_OF_HOST)
    return hosted.filter(terrain__project=project).order_by("starts", "created_at")


@prepared
def _places(project: Project) -> QuerySet[Terrain]:
    rows = Terrain.objects.filter(project=project).select_related("organisation")
    return rows.only("name", *_NAMED).order_by("created_at")


@prepared
def _journal(actor: Actor, project: Project, *, names_shown: bool) -> QuerySet[JournalEntry]:
    rows = policy.visible_to(actor, JournalEntry.objects.filter(project=project)).order_by("-at")
    fields = ("text", "at", "audience")
    if names_shown:
        return rows.select_related("author").only(*fields, "author__name", "author__email")[:30]
    return rows.only(*fields)[:30]
