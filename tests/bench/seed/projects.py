"""Projects with their hosts, teams, terrains, phases, promises, journal, followers and their place on le fil."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from liamm.features.accounts.models import Organisation, Person
from liamm.features.charter import bindings
from liamm.features.governance.models import Decision
from liamm.features.projects.enums import ProjectKind, ProjectState
from liamm.features.projects.models import Follower, Host, JournalEntry, Phase, Project, Promise, TeamRole, Terrain
from liamm.features.spaces.enums import SpaceKind
from liamm.features.spaces.models import Space
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.search.index import reindex
from liamm.kernel.thread.models import Link
from tests.bench.seed.field import THEN, told

PROJECTS = 500


def fill(first: float, last: float) -> None:
    """Make the share of projects between two points of the whole, each opened by a decision of its own."""
    numbers = range(int(PROJECTS * first), max(int(PROJECTS * last), int(PROJECTS * first) + 1))
    spaces = Space.objects.bulk_create(
        [Space(kind=SpaceKind.PROJECT, name=f"Projet {n}", slug=f"projet-{n}") for n in numbers]
    )
    decisions = list(Decision.objects.filter(reference__in=[f"D-B-{n:04d}" for n in numbers]).order_by("reference"))
    functions = [one.key for one in bindings.functions(clock.today()).value.functions]
    projects = Project.objects.bulk_create(
        [
            Project(
                space=space, audience="public", reference=f"PJ-B-{n:04d}", kind=ProjectKind.PROJECT,
                title=f"Un accueil qui simplifie la vie des gens {n}", summary=f"{told(n)} {told(n + 1)}",
                function=functions[n % len(functions)], objectives=["ameliorer", "cooperer"],
                charter_version="4.0", decision_id=decision.pk, state=ProjectState.RUNNING,
                opened_on=clock.today() - timedelta(days=n), next_review=clock.today() + timedelta(days=40),
            )
            for n, space, decision in zip(numbers, spaces, decisions, strict=True)
        ]
    )  # fmt: skip
    Link.objects.bulk_create(
        [
            Link(
                source_kind="decision", source_id=one.decision_id, target_kind="project", target_id=one.pk,
                relation="opened",
            )
            for one in projects
        ]
    )  # fmt: skip
    _people(projects)
    _life(projects)
    reindex("project", [one.pk for one in projects])


def _people(projects: Sequence[Project]) -> None:
    """Eight people in their roles, two organisations, twelve who follow."""
    people, organisations = list(Person.objects.all()[:200]), list(Organisation.objects.all()[:50])
    roles = [one.key for one in bindings.project_roles(clock.today()).value.roles]
    voices = [one.key for one in bindings.project_opening(clock.today()).value.voices]
    TeamRole.objects.bulk_create(
        [
            TeamRole(
                project=project, person=people[(i + k) % len(people)], role=roles[k % len(roles)],
                voice=voices[k % 2], organisation=organisations[(i + k) % len(organisations)],
            )
            for i, project in enumerate(projects)
            for k in range(8)
        ]
    )  # fmt: skip
    Host.objects.bulk_create(
        [
            Host(project=project, organisation=organisations[(i + k) % len(organisations)])
            for i, project in enumerate(projects)
            for k in range(2)
        ]
    )
    Follower.objects.bulk_create(
        [
            Follower(project=project, person=people[(i + k) % len(people)])
            for i, project in enumerate(projects)
            for k in range(12)
        ]
    )


def _life(projects: Sequence[Project]) -> None:
    """Three terrains of three phases, ten entries of the journal, the promises of both sides."""
    today, now = clock.today(), clock.now()
    author = Person.objects.order_by("pk")[0]
    places = list(Territory.objects.filter(kind="commune", region__code="53")[:3])
    terrains = Terrain.objects.bulk_create(
        [
            Terrain(project=project, name=f"L’accueil de {place.name}", territory=place)
            for project in projects
            for place in places
        ]
    )
    steps = (("clarification", "Clarification"), ("exploration", "Exploration"), ("ideation", "Idéation"))
    Phase.objects.bulk_create(
        [
            Phase(
                terrain=one, key=key, name=name, starts=today - timedelta(days=90 - 30 * k), aim=THEN[k],
                ended=None if k == len(steps) - 1 else today - timedelta(days=60 - 30 * k),
                end="" if k == len(steps) - 1 else "done", lesson="" if k == len(steps) - 1 else THEN[k + 1],
            )
            for one in terrains
            for k, (key, name) in enumerate(steps)
        ]
    )  # fmt: skip
    JournalEntry.objects.bulk_create(
        [
            JournalEntry(
                project=project, space=project.space, audience="public", author=author, at=now - timedelta(days=7 * k),
                text=f"{told(i + k)}\n\nLa suite : {THEN[k % len(THEN)]}",
            )
            for i, project in enumerate(projects)
            for k in range(10)
        ]
    )  # fmt: skip
    Promise.objects.bulk_create(
        [
            Promise(
                project=project, key=f"p{k}", side="lab" if k % 2 else "carriers", text=THEN[k % len(THEN)],
                accepted_at=now, accepted_by=author,
            )
            for project in projects
            for k in range(6)
        ]
    )  # fmt: skip
