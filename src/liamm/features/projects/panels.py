"""What projects put on the home page: le fil of what a person follows, and what the lab is leading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest

from liamm.features.accounts.models import Person
from liamm.features.projects.enums import Side
from liamm.features.projects.models import Follower, Project, Promise, RoleProposal, TeamRole
from liamm.features.projects.policies import policy
from liamm.features.projects.queries import step_of
from liamm.features.spaces.enums import Standing
from liamm.features.spaces.models import Membership
from liamm.kernel.access import Actor
from liamm.kernel.extension import HomePanel
from liamm.kernel.prepared import prepared
from liamm.kernel.thread.chain import Node, Stage, stages
from liamm.ui.shapes import Line

_FOLLOWED = 4
_LATELY = 4
_ON_A_LINE = ("reference", "title", "kind", "state", "created_at")


@dataclass(frozen=True, slots=True)
class Followed:
    """What a person follows or carries: le fil of the latest, the others in a line each, those that await an answer."""

    first: Project | None
    chain: Sequence[Stage]
    others: Sequence[Line]
    asked: Sequence[Project]


def followed_by(person: Person) -> Followed | None:
    """The projects under way that a person carries, is part of or follows; a constant number of queries."""
    found, asked = _carried_or_followed(person), _asked(person)
    if not (found or asked):
        return None
    shown = found or [one for one in asked if not getattr(one, "role_asked", None)]
    if not shown:
        return Followed(None, [], [], asked)
    first, *others = shown
    chain = stages(person, Node("project", first.pk), here=step_of(first))
    return Followed(first, chain, [_line(one) for one in others], asked)


@prepared
def _carried_or_followed(person: Person) -> QuerySet[Project]:
    held = TeamRole.objects.now().filter(project=OuterRef("pk"), person=person)
    followed = Follower.objects.filter(project=OuterRef("pk"), person=person)
    seen = policy.visible_to(person, Project.objects.alive()).filter(Exists(held) | Exists(followed))
    return seen.only(*_ON_A_LINE).order_by("-opened_on", "-reference")[:_FOLLOWED]


@prepared
def _asked(person: Person) -> QuerySet[Project]:
    """The projects that await an answer of this person: to a role proposed to them, or to the promises of their side.

    The carriers' promises are for who keeps the circle, the lab's for the team.
    """
    kept = Membership.objects.now().filter(person=person, standing=Standing.KEEPER).values("space")
    theirs = Q(side=Side.CARRIERS, project__space__in=kept)
    waiting = Promise.objects.filter(theirs | Q(side=Side.LAB) if person.on_team else theirs, accepted_at=None)
    roles = RoleProposal.objects.open_now().asked_of(person).filter(project=OuterRef("pk"))
    alive = Project.objects.alive().annotate(role_asked=Subquery(roles.order_by("created_at").values("pk")[:1]))
    asked = alive.filter(Q(pk__in=waiting.values("project")) | Q(role_asked__isnull=False))
    return asked.only(*_ON_A_LINE).order_by("opened_on")[:_FOLLOWED]


def _followed(request: HttpRequest) -> dict[str, object] | None:
    person = request.user
    found = followed_by(person) if isinstance(person, Person) else None
    return {"followed": found} if found else None


def _lately(request: HttpRequest) -> dict[str, object]:
    return {"projects": [_line(project) for project in _opened_lately(request.user)]}


def _line(project: Project) -> Line:
    said = f"{project.get_kind_display()} · {project.get_state_display()}"
    return Line(project.title, f"/projets/{project.reference}/", said, lang="fr")


@prepared
def _opened_lately(actor: Actor) -> QuerySet[Project]:
    alive = policy.visible_to(actor, Project.objects.alive())
    return alive.only(*_ON_A_LINE).order_by("-opened_on", "-reference")[:_LATELY]


def _for_visitors(request: HttpRequest) -> dict[str, object] | None:
    return None if request.user.is_authenticated else _lately(request)


panels = (
    HomePanel("projects.followed", 15, "projects/_panel_followed.html", _followed),
    HomePanel("projects.open", 60, "projects/_panel.html", _for_visitors, visitors=True),
    HomePanel("projects.lately", 60, "projects/_panel.html", _lately, aside=True),
)
