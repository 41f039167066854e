"""How opinions spread over the scale, criterion by criterion: dots and arguments, never a total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from liamm.features.accounts.models import said_name
from liamm.features.charter.bindings.shapes.grid import Block, Criterion, Grid
from liamm.features.proposals.models import Opinion, ProposalVersion
from liamm.features.proposals.policies import on_team, policy
from liamm.features.proposals.queries.grid import grid_of
from liamm.features.proposals.questions import own_keys
from liamm.features.proposals.rules.writing import Value
from liamm.kernel.access import Actor, System
from liamm.kernel.prepared import prepared
from liamm.ui.plots import Spread


@dataclass(frozen=True, slots=True)
class Argument:
    """One opinion: the step, why, and who (for the team only)."""

    step: str
    words: str
    who: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class CriterionSpread:
    """One criterion: how many stand at each step of the scale, what the carriers say, and the arguments."""

    criterion: Criterion
    counts: tuple[int, ...]
    own: int | None
    arguments: tuple[Argument, ...]

    @property
    def label(self) -> str:
        """The name of the criterion."""
        return self.criterion.name

    @property
    def given(self) -> int:
        """How many opinions."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class BlockSpread:
    """One block of the grid."""

    block: Block
    criteria: tuple[CriterionSpread, ...]

    @property
    def dots(self) -> list[Spread]:
        """The same, as it is drawn."""
        return [Spread(one.label, one.counts, one.own) for one in self.criteria]

    @property
    def given(self) -> int:
        """How many opinions on the criterion that has most."""
        return max((one.given for one in self.criteria), default=0)


def spread_of(actor: Actor, version: ProposalVersion) -> list[BlockSpread]:
    """The opinions the actor may read on a version, beside the carriers' own, block after block; two queries."""
    return spreads_of(actor, [version])[version.pk]


@dataclass(frozen=True, slots=True)
class _Said:
    """One opinion as it was sent, and who wrote it where names are read."""

    step: str
    words: str
    who: str


def spreads_of(actor: Actor, versions: Sequence[ProposalVersion]) -> dict[UUID, list[BlockSpread]]:
    """The same for several versions; as many queries as for one."""
    named = on_team(actor) or isinstance(actor, System)
    opinions: dict[tuple[UUID, str], list[_Said]] = defaultdict(list)
    for version, criterion, step, words, name, email in _opinions(actor, [one.pk for one in versions]):
        opinions[version, criterion].append(_Said(step, words, said_name(name, email) if named else ""))
    return {version.pk: _blocks(version, opinions) for version in versions}


@prepared
def _opinions(actor: Actor, versions: list[UUID]) -> QuerySet[Opinion, tuple[Any, ...]]:
    sent = Opinion.objects.filter(seat__version__in=versions, sent_at__isnull=False, seat__aside_at__isnull=True)
    seen = policy.visible_to(actor, sent.filter(seat__released_at__isnull=True))
    return seen.values_list(
        "seat__version", "criterion", "step", "argument", "seat__person__name", "seat__person__email"
    )


def _blocks(version: ProposalVersion, opinions: Mapping[tuple[UUID, str], list[_Said]]) -> list[BlockSpread]:
    grid = grid_of(version).value
    own = own_appraisal(version.answers)
    return [
        BlockSpread(
            block,
            tuple(
                _spread(grid, one, opinions.get((version.pk, one.key), []), own.get(one.key)) for one in block.criteria
            ),
        )
        for block in grid.blocks
    ]


def own_appraisal(answers: Iterable[Mapping[str, Value]]) -> dict[str, Argument]:
    """What the carriers say of each criterion, from the answers of a version."""
    values = {str(one["key"]): str(one["value"]) for one in answers}
    criteria = {key.split(".")[1] for key in values if key.startswith("own.")}
    found = {}
    for criterion in criteria:
        step, words = (values.get(key, "") for key in own_keys(criterion))
        found[criterion] = Argument(step, words, own=True)
    return found


def _spread(grid: Grid, criterion: Criterion, opinions: list[_Said], own: Argument | None) -> CriterionSpread:
    steps = {step.key: rank for rank, step in enumerate(grid.scale)}
    counts = tuple(sum(opinion.step == step for opinion in opinions) for step in steps)
    ordered = sorted(opinions, key=lambda one: (-steps[one.step], one.words))
    arguments = tuple(Argument(grid.scale[steps[one.step]].name, one.words, one.who) for one in ordered)
    if own is None or own.step not in steps:
        return CriterionSpread(criterion, counts, None, arguments)
    said = Argument(grid.scale[steps[own.step]].name, own.words, own=True)
    return CriterionSpread(criterion, counts, steps[own.step], (said, *arguments))
