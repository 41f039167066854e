"""The grid a version is bound to, and where its gate stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, QuerySet, Value, When

from liamm.features.charter import bindings
from liamm.features.charter.bindings import Cited
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.proposals.enums import Stage, Verdict
from liamm.features.proposals.models import GateAct, GateWord, Opinion, ProposalVersion
from liamm.features.proposals.rules.gate import GateFinding, GateTerms, Mark, gate_findings
from liamm.kernel import clock
from liamm.kernel.prepared import give, prepared


@dataclass(frozen=True, slots=True)
class GateStanding:
    """Where the gate of a version stands: `verdict` is empty until an act is closed, or while a new one is open.

    `act` is the last one; it is under way when it is not closed.
    """

    verdict: str
    act: GateAct | None
    acts: tuple[GateAct, ...] = ()

    @property
    def is_passed(self) -> bool:
        """Whether what follows is open."""
        return self.verdict == Verdict.PASSED

    @property
    def is_held(self) -> bool:
        """Whether it was stated that the gate is not passed."""
        return self.verdict == Verdict.HELD

    @property
    def is_under_way(self) -> bool:
        """Whether an act waits for other named persons."""
        return self.act is not None and self.act.closed_at is None


def grid_in_force() -> Cited[Grid]:
    """The grid of today, for what is being written."""
    return bindings.grid(clock.today())


def grid_of(version: ProposalVersion) -> Cited[Grid]:
    """The grid a submitted version is bound to, for ever."""
    return bindings.grid(version.charter_version)


def stage_of(grid: Grid, criterion: str) -> Stage:
    """The stage a criterion belongs to."""
    return Stage.GATE if criterion in {one.key for one in grid.gate.criteria} else Stage.REST


def criteria_of(grid: Grid, stage: str) -> list[str]:
    """The criteria of a stage, in order."""
    return [one.key for one in grid.criteria if stage_of(grid, one.key) == stage]


def gate_terms(grid: Grid) -> GateTerms:
    """The gate rule as the rules take it."""
    rule = grid.gate_rule
    return GateTerms(rule.minimum_sent, grid.rank(rule.at_least), rule.share_above, rule.argued, rule.named_persons)


NO_GATE = GateStanding("", None)
"""Nothing was stated about the gate."""


def gate_standing(version: ProposalVersion) -> GateStanding:
    """Where the gate of one version stands."""
    return gate_standings([version.pk]).get(version.pk, NO_GATE)


_UNSAID_OF_PERSON = ("person__password", "person__introduction", "person__skills", "person__last_login")


def gate_standings(versions: Iterable[UUID]) -> dict[UUID, GateStanding]:
    """Where the gates of several versions stand, those without any act left out; two queries."""
    acts: dict[UUID, list[GateAct]] = defaultdict(list)
    found = _acts(list(versions))
    give(found, "gate_words", _words([act.pk for act in found]), "act_id")
    for act in found:
        acts[act.version_id].append(act)
    return {
        version: GateStanding(given[-1].verdict if given[-1].closed_at else "", given[-1], tuple(given))
        for version, given in acts.items()
    }


def gates_passed(versions: Sequence[UUID]) -> set[UUID]:
    """Of several versions, those whose gate is passed by its last act (one query, none for no version)."""
    found = dict(_verdicts(list(versions))) if versions else {}
    return {version for version, verdict in found.items() if verdict == Verdict.PASSED}


@prepared
def _verdicts(versions: list[UUID]) -> QuerySet[GateAct, tuple[UUID, str]]:
    """What each act says, the last one of a version last; nothing while it is under way."""
    said = Case(When(closed_at=None, then=Value("")), default="verdict")
    return GateAct.objects.filter(version__in=versions).order_by("number").values_list("version_id", said)


@prepared
def _acts(versions: list[UUID]) -> QuerySet[GateAct]:
    rows = GateAct.objects.filter(version__in=versions).order_by("number")
    return rows.select_related("reopened_by", "aside__person")


@prepared
def _words(acts: list[UUID]) -> QuerySet[GateWord]:
    return GateWord.objects.filter(act__in=acts).select_related("person").defer(*_UNSAID_OF_PERSON)


def findings_of(version: ProposalVersion) -> list[GateFinding]:
    """What keeps the gate of a version closed, by the opinions sent and counted so far."""
    grid = grid_of(version).value
    marks: dict[str, list[Mark]] = {criterion: [] for criterion in criteria_of(grid, Stage.GATE)}
    for criterion, step, argument in _sent_at_the_gate(version):
        marks[criterion].append(Mark(grid.rank(step), bool(argument.strip())))
    return gate_findings(marks, gate_terms(grid))


@prepared
def _sent_at_the_gate(version: ProposalVersion) -> QuerySet[Opinion, tuple[str, str, str]]:
    counted = Opinion.objects.filter(
        seat__version=version, sent_at__isnull=False, seat__aside_at__isnull=True, seat__released_at__isnull=True
    )
    return counted.filter(stage=Stage.GATE).values_list("criterion", "step", "argument")
