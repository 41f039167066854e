"""The clock of a déroulé: blocks follow each other, and groups work side by side until the longest is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import Generic, TypeVar

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Piece(Generic[K]):
    """One block: how many minutes, and which group has it; 0 is everybody together."""

    key: K
    minutes: int
    group: int = 0


@dataclass(frozen=True, slots=True)
class Timed(Generic[K]):
    """A block on the clock; `waits` is how long its group then waits for the others, when it is their last."""

    key: K
    group: int
    starts: datetime
    ends: datetime
    waits: timedelta = timedelta()


@dataclass(frozen=True, slots=True)
class Step(Generic[K]):
    """One block of everybody, or the blocks that groups have side by side between two moments together."""

    pieces: tuple[Piece[K], ...]
    length: timedelta = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "length", max(_length(line) for line in self.lines.values()))

    @property
    def lines(self) -> dict[int, list[Piece[K]]]:
        """The blocks of each group, in their order, the groups by number."""
        lines: dict[int, list[Piece[K]]] = {}
        for piece in sorted(self.pieces, key=lambda one: one.group):
            lines.setdefault(piece.group, []).append(piece)
        return lines

    @property
    def is_parallel(self) -> bool:
        """Whether groups work side by side."""
        return self.pieces[0].group > 0

    def on_clock(self, starts: datetime) -> list[Timed[K]]:
        """Its blocks from a moment on, group by group."""
        timed: list[Timed[K]] = []
        for group, line in self.lines.items():
            moment = starts
            for piece in line:
                ends = moment + timedelta(minutes=piece.minutes)
                waits = starts + self.length - ends if piece is line[-1] else timedelta()
                timed.append(Timed(piece.key, group, moment, ends, waits))
                moment = ends
        return timed


def _length(line: Sequence[Piece[K]]) -> timedelta:
    return timedelta(minutes=sum(piece.minutes for piece in line))


def steps_of(pieces: Iterable[Piece[K]]) -> list[Step[K]]:
    """The steps that blocks make in their order: each of everybody is one, those of groups that follow make one."""
    steps: list[Step[K]] = []
    for together, run in groupby(pieces, key=lambda piece: piece.group == 0):
        found = tuple(run)
        steps += [Step((one,)) for one in found] if together else [Step(found)]
    return steps


def length_of(steps: Iterable[Step[K]]) -> timedelta:
    """How long it all takes."""
    return sum((step.length for step in steps), timedelta())


def on_clock(steps: Iterable[Step[K]], starts: datetime) -> list[list[Timed[K]]]:
    """Each step on the clock, one after the other from a moment on."""
    timed: list[list[Timed[K]]] = []
    for step in steps:
        timed.append(step.on_clock(starts))
        starts += step.length
    return timed
