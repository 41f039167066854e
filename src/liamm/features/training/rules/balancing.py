"""How near a list of people can come to its targets: exact, and the same on any machine.

A *balance* says, for some values people may have (their host, their territory…), between how many and how many seats
each value should have. The *deviation* of a list is the sum, over all balances and values, of the seats missing below
the lower number or exceeding the higher one. A value without a target never counts. Who says nothing has a value too,
the empty one, with a target of its own: see `targets_among`.

There are at most two balances, on purpose: the seats are then a table (one balance in rows, the other in columns), in
which the least deviation is found seat by seat, and anybody can check it. With three it would take a search that nobody
could follow by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil, floor

Cell = tuple[str, str]
"""A value of the first balance and one of the second: where somebody stands in the table."""
MOST = 2


@dataclass(frozen=True)
class Target:
    """Between how many and how many seats a value should have."""

    low: int
    high: int

    def missed_by(self, seats: int) -> int:
        """How many seats too few or too many."""
        return max(0, self.low - seats, seats - self.high)


def target_of(share: Fraction, places: int) -> Target:
    """The target of a share of the places: half of 15 is 7 or 8."""
    return Target(floor(share * places), ceil(share * places))


UNSAID = ""
"""The value of who said nothing, or none of those that share the places."""


def targets_among(values: Sequence[str], places: int, *, unsaid: int, applicants: int) -> dict[str, Target]:
    """The targets of values that share the places evenly, once those who said nothing have their part.

    That part is theirs of the applications: said or not, nobody gains or loses by it. Of 16 places, 10 of 40 applicants
    who said nothing have 4; the 12 that remain are shared by the values.
    """
    silent = Fraction(unsaid, applicants)
    share = target_of((1 - silent) / len(values), places)
    return {**dict.fromkeys(values, share), UNSAID: target_of(silent, places)}


@dataclass(frozen=True)
class Balance:
    """What the seats are spread by, and the targets of its values."""

    key: str
    targets: Mapping[str, Target]


@dataclass
class Table:
    """The seats given so far, by row and by column, and what the balances ask of them."""

    balances: Sequence[Balance]
    counts: tuple[Counter[str], Counter[str]] = field(default_factory=lambda: (Counter(), Counter()))

    def __post_init__(self) -> None:
        if len(self.balances) > MOST:
            raise ValueError("two balances at most")

    @classmethod
    def of(cls, balances: Sequence[Balance], cells: Iterable[Cell]) -> Table:
        """The table in which people standing there have their seats."""
        table = cls(balances)
        for cell in cells:
            table.seat(cell)
        return table

    def seat(self, cell: Cell) -> None:
        """Give one seat more."""
        for count, value in zip(self.counts, cell, strict=True):
            count[value] += 1

    def deviation(self) -> int:
        """By how many seats the targets are missed."""
        return sum(
            target.missed_by(count[value])
            for balance, count in zip(self.balances, self.counts, strict=False)
            for value, target in balance.targets.items()
        )

    def step(self, side: int, value: str, given: int) -> int:
        """What one seat more for a value changes in the deviation, when `given` were given beside the counts."""
        if side >= len(self.balances) or value not in self.balances[side].targets:
            return 0
        target, seats = self.balances[side].targets[value], self.counts[side][value] + given
        return target.missed_by(seats + 1) - target.missed_by(seats)

    def least(self, there: Mapping[Cell, int], seats: int) -> int:
        """The least deviation once so many seats more go to people of whom so many stand in each cell.

        Seats go one by one to the row and the column where one more costs least, people already seated changing
        cells when that opens the way (a shortest path in a flow whose costs are convex: each step stays a minimum).
        """
        spread = _Spread(self, there)
        return self.deviation() + sum(spread.add() for _one in range(seats))


class _Spread:
    """Seats being spread over the cells, none beyond the people who stand there."""

    def __init__(self, table: Table, there: Mapping[Cell, int]) -> None:
        self.table = table
        self.there = {cell: people for cell, people in there.items() if people}
        self.given = dict.fromkeys(self.there, 0)
        self.rows = sorted({row for row, _column in self.there})
        self.sums: tuple[Counter[str], Counter[str]] = (Counter(), Counter())

    def add(self) -> int:
        """Give one seat more where it costs least, and say what it cost."""
        cost, row, column, way = min(
            (self._step(0, row) + self._step(1, column), row, column, way)
            for row in self.rows
            for column, way in self._ways_from(row).items()
        )
        for cell, change in way:
            self.given[cell] += change
        self.sums[0][row] += 1
        self.sums[1][column] += 1
        return cost

    def _step(self, side: int, value: str) -> int:
        return self.table.step(side, value, self.sums[side][value])

    def _ways_from(self, row: str) -> dict[str, tuple[tuple[Cell, int], ...]]:
        """The columns that one seat more in a row can end in, each with the seats that change cells for it."""
        ways: dict[str, tuple[tuple[Cell, int], ...]] = {}
        reached: dict[str, tuple[tuple[Cell, int], ...]] = {row: ()}
        waiting = [row]
        while waiting:
            here = waiting.pop(0)
            for cell, people in self.there.items():
                if cell[0] != here or cell[1] in ways or self.given[cell] == people:
                    continue
                ways[cell[1]] = (*reached[here], (cell, 1))
                for other, given in self.given.items():
                    if other[1] == cell[1] and given and other[0] not in reached:
                        reached[other[0]] = (*ways[cell[1]], (other, -1))
                        waiting.append(other[0])
        return ways
