"""What projects contribute to the house."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.projects.models import Project, RoleProposal, TeamRole
from liamm.features.projects.panels import panels
from liamm.features.projects.policies import Permission, policy
from liamm.features.projects.queries import phase_under_way, step_of
from liamm.features.spaces.queries import circles, keys_of
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.extension import (
    MOST_OFFERED,
    BookingPurpose,
    CalendarEntry,
    CalendarSource,
    Manifest,
    NavItem,
    PersonalData,
    Purpose,
    SearchSource,
    SearchText,
    ThreadSource,
    ThreadStep,
    register,
)
from liamm.kernel.prepared import prepared

_ON_A_STEP = ("title", "kind", "state", "reference", "created_at")


def _texts(ids: Sequence[UUID]) -> Mapping[UUID, SearchText]:
    return {
        project.id: SearchText(
            title=project.title,
            body=f"{project.reference} {project.summary}",
            url=f"/projets/{project.reference}/",
            audience=keys_of(project),
            at=project.created_at,
        )
        for project in Project.objects.filter(pk__in=ids)
    }


def _all_ids() -> Iterable[UUID]:
    return Project.objects.values_list("pk", flat=True)


def _steps(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ThreadStep]:
    return {project.id: step_of(project, phase=project.phase) for project in _on_a_step(actor, list(ids))}


@prepared
def _on_a_step(actor: Actor, ids: list[UUID]) -> QuerySet[Any]:
    seen = policy.visible_to(actor, Project.objects.filter(pk__in=ids)).only(*_ON_A_STEP)
    return seen.annotate(phase=phase_under_way("pk"))


def _offered(actor: Actor, ids: Sequence[UUID] | None) -> Sequence[Purpose]:
    """Those one is in, and all of them for the team, which books for anybody."""
    alive = policy.visible_to(actor, Project.objects.alive())
    mine = alive if isinstance(actor, Person) and actor.on_team else alive.filter(space__in=list(circles(actor)))
    asked = mine if ids is None else mine.filter(pk__in=ids)
    return [_purpose(project) for project in asked.order_by("-opened_on", "-reference")[:MOST_OFFERED]]


def _carried(actor: Actor) -> Sequence[Purpose]:
    """Those that one carries today, of the community or not."""
    if not isinstance(actor, Person):
        return ()
    carrier = bindings.project_roles(clock.today()).value.carrier
    mine = Project.objects.alive().filter(
        pk__in=TeamRole.objects.now().filter(person=actor, role=carrier).values("project")
    )
    return [_purpose(project) for project in mine.order_by("title", "pk")]


def _booked_for(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Purpose]:
    return {project.id: _purpose(project) for project in policy.visible_to(actor, Project.objects.filter(pk__in=ids))}


def _functions(ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return dict(Project.objects.filter(pk__in=ids).values_list("pk", "function"))


def _purpose(project: Project) -> Purpose:
    return Purpose(project.id, project.title, f"/projets/{project.reference}/")


def _entries(actor: Actor, first: date, last: date) -> Sequence[CalendarEntry]:
    mine = circles(actor)
    return [
        _review(project, project.next_review, mine=project.space_id in mine)
        for project in _reviewed(actor, first, last)
        if project.next_review
    ]


@prepared
def _reviewed(actor: Actor, first: date, last: date) -> QuerySet[Any]:
    return policy.visible_to(actor, Project.objects.alive()).filter(next_review__gte=first, next_review__lte=last)


def _review(project: Project, day: date, *, mine: bool) -> CalendarEntry:
    start, end = (timezone.make_aware(datetime.combine(one, time.min)) for one in (day, day + timedelta(days=1)))
    return CalendarEntry(
        key=f"project-review:{project.id}",
        title=_("Point d’étape : %(title)s") % {"title": project.title},
        starts=start,
        ends=end,
        url=f"/projets/{project.reference}/",
        whole_day=True,
        changed=project.created_at,
        mine=mine,
        space=project.space_id,
        busy=False,
    )


def _export(person: Person) -> Mapping[str, object]:
    roles = TeamRole.objects.filter(person=person).select_related("project")
    return {
        "roles": [
            {
                "project": held.project.reference,
                "role": held.role,
                "starts": held.starts.isoformat(),
                "ends": held.ends.isoformat() if held.ends else None,
            }
            for held in roles
        ],
        "roles_proposed": [
            {"project": one.project.reference, "role": one.role, "reply": one.reply, "at": one.created_at.isoformat()}
            for one in RoleProposal.objects.asked_of(person).select_related("project")
        ],
        "followed": list(person.followed_projects.values_list("project__reference", flat=True)),
    }


def _forget(person: Person) -> None:
    person.followed_projects.all().delete()
    RoleProposal.objects.unanswered().asked_of(person).delete()
    RoleProposal.objects.filter(email__iexact=person.email).delete()


manifest = register(
    Manifest(
        name="projects",
        purpose="Projects and actions, opened by decisions and lived in dated phases.",
        urls="liamm.features.projects.urls",
        prefix="projets/",
        policy=policy,
        permissions=Permission,
        nav=(NavItem(gettext_lazy("Projets"), "projects", 30, "projects"),),
        search=(SearchSource("project", gettext_lazy("Projet"), _texts, _all_ids),),
        thread=(ThreadSource("project", gettext_lazy("Projet"), gettext_lazy("projets"), 70, _steps, tells=2),),
        calendar=(
            CalendarSource("project-review", gettext_lazy("Points d’étape"), gettext_lazy("Point d’étape"), _entries),
        ),
        purposes=(
            BookingPurpose(
                "project", gettext_lazy("Projet"), "lab-project", _offered, _booked_for, _functions, _carried
            ),
        ),
        home=panels,
        persons=(PersonalData(gettext_lazy("Projets"), _export, _forget),),
    )
)
