"""The matrix of rights: each permission tried by each kind of actor on real things, as a table people can read.

A feature gives `tests/samples.py` with `samples(world) -> list[Sample]`: for each of its permissions, one thing or
more to try it on, made with its factories (in `world.circle` where it belongs to a circle). The table is written by
`WRITE_PERMISSIONS=1 pytest tests/architecture/test_permissions.py` and kept as `docs/permissions.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Model

from liamm.kernel.access.policy import Policy


@dataclass(frozen=True, slots=True)
class Sample:
    """One trial of a permission: on what, in a few English words, and the thing itself (None: in general)."""

    permission: StrEnum
    what: str
    target: object = None


@dataclass(frozen=True, slots=True)
class World:
    """Who tries, by the name of their column, and where: a circle that two of them belong to, and the whole lab.

    `enter(space)` takes the same two (*in circle* and *keeper*) into another circle that a feature made.
    """

    actors: Mapping[str, Any]
    circle: Any
    lab: Any
    enter: Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class Row:
    """What came of a trial, by column."""

    permission: str
    what: str
    answers: Mapping[str, bool]


def trials(policy: Policy, world: World, samples: Iterable[Sample]) -> list[Row]:
    """Every sample tried by every actor."""
    return [
        Row(
            str(sample.permission),
            sample.what,
            {
                name: bool(policy.decide(actor, sample.permission, sample.target))
                for name, actor in world.actors.items()
            },
        )
        for sample in samples
    ]


def disagreements(policy: Policy, world: World, samples: Iterable[Sample]) -> list[str]:
    """Where the queryset form and the decision form of a VIEW permission do not say the same."""
    found = []
    for sample in samples:
        target = sample.target
        if not isinstance(target, Model):
            continue
        permission, _narrow = policy.filters.get(type(target), (None, None))
        if permission != sample.permission:
            continue
        rows = type(target)._default_manager.filter(pk=target.pk)  # noqa: SLF001  # Django's name for it
        for name, actor in world.actors.items():
            shown = policy.visible_to(actor, rows).exists()
            if shown != bool(policy.decide(actor, sample.permission, target)):
                found.append(f"{sample.permission} · {sample.what} · {name}: the queryset says {shown}")
    return found


def markdown(tables: Mapping[str, Sequence[Row]]) -> str:
    """The tables of all features, one section each."""
    return "\n".join(part for name, rows in tables.items() for part in _section(name, rows))


def _section(name: str, rows: Sequence[Row]) -> list[str]:
    columns = list(rows[0].answers)
    lines = [f"## {name}", "", f"| permission | on | {' | '.join(columns)} |", f"|---|---|{':-:|' * len(columns)}"]
    for row in rows:
        cells = " | ".join("yes" if row.answers[column] else "·" for column in columns)
        lines.append(f"| `{row.permission}` | {row.what} | {cells} |")
    return [*lines, ""]
