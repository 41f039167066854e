"""A problem as people read it: the question, what is known, how ripe it is, who works on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liamm.features.charter import bindings
from liamm.features.charter.bindings import Cited
from liamm.features.charter.bindings.shapes.readiness import Maturity
from liamm.features.commitments.queries import Gathered, gathered_all
from liamm.features.spaces.queries import in_community
from liamm.features.terrain.models import (
    FieldSignal,
    InterestCommunity,
    KnownVersion,
    MaturityMark,
    Problem,
    PublicWording,
)
from liamm.features.terrain.policies import on_team, policy
from liamm.features.terrain.queries.authors import COMMUNITY, problem_node
from liamm.features.terrain.queries.voices import voices_of
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.thread.chain import Stage, stages


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of maturity: kept, not kept, or nobody said yet; and the last word on it."""

    key: str
    name: str
    question: str
    sentence: str
    mark: MaturityMark | None

    @property
    def kept(self) -> bool:
        """Whether it is kept today."""
        return bool(self.mark and self.mark.kept)


@dataclass(frozen=True, slots=True)
class Ripeness:
    """The conditions of the charter in force, with where each stands; never a total that ranks."""

    conditions: Sequence[Condition]
    cited: Cited[Maturity]


@dataclass(frozen=True, slots=True)
class CommunityLine:
    """A community around a problem, and who gathered."""

    community: InterestCommunity
    gathered: Gathered


@dataclass(frozen=True, slots=True)
class ProblemPage:
    """A problem with all that the actor may read of it."""

    problem: Problem
    ripeness: Ripeness
    wordings: Sequence[PublicWording]
    signals: Sequence[FieldSignal]
    signal_count: int
    communities: Sequence[CommunityLine]
    versions: Sequence[KnownVersion]
    thread: Sequence[Stage]
    names: bool


def ripeness(problem: Problem) -> Ripeness:
    """How ripe a problem is, by the conditions in force today; one query."""
    cited = bindings.maturity(clock.today())
    last: dict[str, MaturityMark] = {}
    for mark in problem.marks.select_related("by"):
        last.setdefault(mark.condition, mark)
    conditions = [
        Condition(
            one.key,
            one.name,
            one.question,
            one.met if one.key in last and last[one.key].kept else one.missing,
            last.get(one.key),
        )
        for one in cited.value.conditions
    ]
    return Ripeness(conditions, cited)


def problem_page(actor: Actor, problem: Problem) -> ProblemPage:
    """Read a problem: the team sees its signals, everybody the published wordings; names stay in the community."""
    inside = FieldSignal.objects.filter(crossings__problem=problem, crossings__ended_at=None)
    wordings = policy.visible_to(actor, PublicWording.objects.filter(withdrawn_at=None, signal__in=inside))
    team = on_team(actor)
    return ProblemPage(
        problem=problem,
        ripeness=ripeness(problem),
        wordings=list(wordings.select_related("signal", "territory").order_by("created_at")),
        signals=list(inside.select_related("territory").order_by("created_at")) if team else [],
        signal_count=voices_of([problem.pk]).get(problem.pk, 0),
        communities=_communities(actor, problem),
        versions=list(problem.versions.select_related("by")),
        thread=stages(actor, problem_node(problem)),
        names=in_community(actor),
    )


def _communities(actor: Actor, problem: Problem) -> list[CommunityLine]:
    seen = policy.visible_to(actor, InterestCommunity.objects.filter(problem=problem))
    rows = list(seen.select_related("space").order_by("created_at"))
    found = gathered_all(COMMUNITY, [one.pk for one in rows]) if rows else {}
    return [CommunityLine(one, found[one.pk]) for one in rows]
