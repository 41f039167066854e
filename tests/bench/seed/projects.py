"""Projects with their hosts, teams, terrains, phases and promises."""

from __future__ import annotations

from liamm.features.accounts.models import Organisation, Person
from liamm.features.projects.enums import ProjectKind, ProjectState
from liamm.features.projects.models import Host, JournalEntry, Phase, Project, Promise, TeamRole, Terrain
from liamm.features.spaces.enums import SpaceKind
from liamm.features.spaces.models import Space
from liamm.kernel import clock
from liamm.kernel.model import uuid7

PROJECTS = 500


def fill(first: float, last: float) -> None:
    """Make the share of projects between two points of the whole."""
    numbers = range(int(PROJECTS * first), max(int(PROJECTS * last), int(PROJECTS * first) + 1))
    people, organisations = list(Person.objects.all()[:200]), list(Organisation.objects.all()[:50])
    spaces = Space.objects.bulk_create(
        [Space(kind=SpaceKind.PROJECT, name=f"Projet {n}", slug=f"projet-{n}") for n in numbers]
    )
    projects = Project.objects.bulk_create(
        [
            Project(
                space=space, audience="public", reference=f"PJ-B-{n:04d}", kind=ProjectKind.PROJECT,
                title=f"Un accueil qui simplifie {n}", summary="Éviter des allers-retours. " * 6, function="eprouvette",
                charter_version="4.0", decision_id=uuid7(), state=ProjectState.RUNNING,
            )
            for n, space in zip(numbers, spaces, strict=True)
        ]
    )  # fmt: skip
    terrains = Terrain.objects.bulk_create(
        [Terrain(project=project, name=f"Terrain {i}") for project in projects for i in range(3)]
    )
    today = clock.today()
    Phase.objects.bulk_create(
        [Phase(terrain=one, key="exploration", name="Exploration", starts=today) for one in terrains for _ in range(2)]
    )
    for i, project in enumerate(projects):
        TeamRole.objects.bulk_create(
            [TeamRole(project=project, person=people[(i + k) % len(people)], role="implique") for k in range(8)]
        )
        Host.objects.create(project=project, organisation=organisations[i % len(organisations)])
        JournalEntry.objects.bulk_create(
            [
                JournalEntry(
                    project=project, space=project.space, audience="public", author=people[0], text="Un pas. " * 20
                )
                for _ in range(10)
            ]
        )
        Promise.objects.bulk_create(
            [Promise(project=project, key=f"p{k}", side="lab", text="Aider.") for k in range(6)]
        )
