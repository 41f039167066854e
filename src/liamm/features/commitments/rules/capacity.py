"""Days asked, held and available, by month and skill: exact arithmetic on days, never on people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

NOTHING = Decimal(0)
_WHOLE = Decimal(100)
_MONTHS = 12


@dataclass(frozen=True, slots=True)
class LoadLine:
    """Days of one skill in one month (`month` is its first day)."""

    month: date
    skill: str
    days: Decimal


@dataclass(frozen=True, slots=True)
class LoadCell:
    """What the lab can give and has promised: `held` without the things looked at, `added` by them.

    `asked` is what other things ask and nobody has decided yet; it never counts in a share.
    """

    capacity: Decimal = NOTHING
    held: Decimal = NOTHING
    asked: Decimal = NOTHING
    added: Decimal = NOTHING

    @property
    def together(self) -> Decimal:
        """What would be held with the things looked at."""
        return self.held + self.added

    @property
    def share_without(self) -> int | None:
        """Per cent of the capacity that is held already; None when there is load and no capacity at all."""
        return share(self.held, self.capacity)

    @property
    def share_with(self) -> int | None:
        """Per cent of the capacity that would be held; None when there is load and no capacity at all."""
        return share(self.together, self.capacity)

    @property
    def room(self) -> Decimal:
        """Days left once everything looked at is held; never below zero."""
        return max(NOTHING, self.capacity - self.together)

    @property
    def overflows(self) -> bool:
        """Whether the things looked at ask for more than is left."""
        return self.added > NOTHING and self.together > self.capacity

    def plus(self, other: LoadCell) -> LoadCell:
        """Both taken together."""
        return LoadCell(
            self.capacity + other.capacity,
            self.held + other.held,
            self.asked + other.asked,
            self.added + other.added,
        )


@dataclass(frozen=True, slots=True)
class Overflow:
    """A month and a skill in which more would be promised than the lab can give."""

    month: date
    skill: str
    share: int | None
    capacity: Decimal
    together: Decimal


@dataclass(frozen=True, slots=True)
class LoadTable:
    """The load of some months, one cell per month and skill; `skills` in the order they are shown."""

    months: tuple[date, ...]
    skills: tuple[str, ...]
    cells: Mapping[tuple[date, str], LoadCell]

    def cell(self, month: date, skill: str) -> LoadCell:
        """One cell, empty when nothing is said about it."""
        return self.cells.get((month, skill), LoadCell())

    def of_month(self, month: date) -> LoadCell:
        """All skills of one month together."""
        return total(self.cell(month, skill) for skill in self.skills)

    def of_skill(self, skill: str) -> LoadCell:
        """All months of one skill together."""
        return total(self.cell(month, skill) for month in self.months)

    @property
    def whole(self) -> LoadCell:
        """The whole table together."""
        return total(self.cells.values())

    @property
    def overflows(self) -> list[Overflow]:
        """Where the things looked at ask for more than is left, month after month."""
        return [
            Overflow(month, skill, cell.share_with, cell.capacity, cell.together)
            for month in self.months
            for skill in self.skills
            if (cell := self.cell(month, skill)).overflows
        ]

    def snapshot(self) -> list[dict[str, str]]:
        """The table as JSON values, to be kept with a decision: what was seen that day."""
        return [
            {
                "month": month.isoformat(),
                "skill": skill,
                "capacity": str(cell.capacity),
                "held": str(cell.held),
                "asked": str(cell.asked),
                "added": str(cell.added),
            }
            for month in self.months
            for skill in self.skills
            if (cell := self.cell(month, skill)) != LoadCell()
        ]


def read_snapshot(rows: Sequence[Mapping[str, str]]) -> LoadTable:
    """The table that `snapshot` kept."""
    keys = [(date.fromisoformat(row["month"]), row["skill"]) for row in rows]
    cells = {
        key: LoadCell(*(Decimal(row[name]) for name in ("capacity", "held", "asked", "added")))
        for key, row in zip(keys, rows, strict=True)
    }
    return LoadTable(tuple(dict.fromkeys(month for month, _ in keys)), tuple(dict.fromkeys(s for _, s in keys)), cells)


def share(load: Decimal, capacity: Decimal) -> int | None:
    """Per cent of a capacity, rounded half up, but never rounded over or under the line of 100.

    A load of 100.4 % says 101 and one of 99.6 % says 99: « 100 % » is only said of what is exactly full.
    None when there is load and no capacity at all.
    """
    if capacity == NOTHING:
        return 0 if load == NOTHING else None
    exact = load * _WHOLE / capacity
    rounded = exact.quantize(Decimal(1), ROUND_HALF_UP)
    if rounded == _WHOLE and load != capacity:
        rounded += 1 if load > capacity else -1
    return int(rounded)


def total(cells: Iterable[LoadCell]) -> LoadCell:
    """All cells together."""
    whole = LoadCell()
    for cell in cells:
        whole = whole.plus(cell)
    return whole


def merged(lines: Iterable[LoadLine]) -> list[LoadLine]:
    """One line per month and skill, without those that ask for nothing, in order."""
    days: dict[tuple[date, str], Decimal] = {}
    for line in lines:
        key = (first_day(line.month), line.skill)
        days[key] = days.get(key, NOTHING) + line.days
    return [LoadLine(month, skill, amount) for (month, skill), amount in sorted(days.items()) if amount > NOTHING]


def first_day(day: date) -> date:
    """The first day of its month."""
    return day.replace(day=1)


def months_from(day: date, count: int) -> list[date]:
    """The first days of `count` months, from the month of `day` on."""
    start = day.year * _MONTHS + day.month - 1
    return [date((start + step) // _MONTHS, (start + step) % _MONTHS + 1, 1) for step in range(count)]
