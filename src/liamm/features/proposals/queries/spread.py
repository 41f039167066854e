"""How opinions spread over the scale, criterion by criterion: dots and arguments, never a total."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from liamm.features.charter.bindings.shapes.grid import Block, Criterion, Grid
from liamm.features.proposals.models import Opinion, ProposalVersion
from liamm.features.proposals.policies import on_team, policy
from liamm.features.proposals.queries.grid import grid_of
from liamm.features.proposals.questions import own_keys
from liamm.features.proposals.rules.writing import Value
from liamm.kernel.access import Actor, System
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


def spreads_of(actor: Actor, versions: Sequence[ProposalVersion]) -> dict[UUID, list[BlockSpread]]:
    """The same for several versions; as many queries as for one."""
    sent = Opinion.objects.filter(seat__version__in=versions, sent_at__isnull=False, seat__aside_at__isnull=True)
    seen = policy.visible_to(actor, sent.filter(seat__released_at__isnull=True)).select_related("seat__person")
    seen = seen.only("criterion", "step", "argument", "seat__version", "seat__person__name", "seat__person__email")
    opinions: dict[tuple[UUID, str], list[Opinion]] = defaultdict(list)
    for opinion in seen:
        opinions[opinion.seat.version_id, opinion.criterion].append(opinion)
    named = on_team(actor) or isinstance(actor, System)
    return {version.pk: _blocks(version, opinions, named=named) for version in versions}


def _blocks(
    version: ProposalVersion, opinions: Mapping[tuple[UUID, str], list[Opinion]], *, named: bool
) -> list[BlockSpread]:
    grid = grid_of(version).value
    own = own_appraisal(version.answers)
    return [
        BlockSpread(
            block,
            tuple(
                _spread(grid, one, opinions.get((version.pk, one.key), []), own.get(one.key), named=named)
                for one in block.criteria
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


def _spread(
    grid: Grid, criterion: Criterion, opinions: list[Opinion], own: Argument | None, *, named: bool
) -> CriterionSpread:
    steps = [step.key for step in grid.scale]
    counts = tuple(sum(opinion.step == step for opinion in opinions) for step in steps)
    ordered = sorted(opinions, key=lambda one: (-grid.rank(one.step), one.argument))
    arguments = tuple(
        Argument(grid.appreciation(one.step).name, one.argument, str(one.seat.person) if named else "")
        for one in ordered
    )
    if own is None or own.step not in steps:
        return CriterionSpread(criterion, counts, None, arguments)
    said = Argument(grid.appreciation(own.step).name, own.words, own=True)
    return CriterionSpread(criterion, counts, steps.index(own.step), (said, *arguments))
