"""Who has a place when more people apply than there are places: the same list for the same data and seed, anywhere.

Five sentences say all of it; `docs/guides/selection.md` has the same with an example to recompute by hand.

1. *Criteria first.* Applicants stand in classes by their levels, criterion after criterion in the order of the charter
   (a higher level of the first goes before anything of the second). Places go to the best class, then to the next; no
   balance and no draw ever puts somebody of a lower class before somebody of a higher one.
2. *Balance inside the class that does not wholly fit.* Of all the ways to fill the places left with people of that
   class, only those count whose whole list has the least deviation from its targets (see `balancing`).
3. *The draw decides the rest.* Each applicant has the number SHA-256("seed:identifier"), in hexadecimal, and the
   smallest is drawn first. In the order of the draw, each person of that class takes a place if a list of least
   deviation can still be completed with them; otherwise the next one is looked at.
4. *The seed cannot be chosen afterwards.* SHA-256(seed) is published when applications open; the seed itself when
   the list is.
5. *Who withdraws is replaced by the same rule*: those who keep their place stay, and the places left are filled from
   the waiting list by 1, 2 and 3.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from itertools import groupby

from liamm.features.training.rules.balancing import MOST, Balance, Cell, Table


@dataclass(frozen=True)
class Applicant:
    """Somebody who applies: a level for each criterion, in their order (higher goes first), a value for each balance.

    A value is empty when it was not said.
    """

    id: str
    levels: tuple[int, ...]
    values: tuple[str, ...] = ()

    @property
    def cell(self) -> Cell:
        """Where they stand in the table of the balances."""
        first, second, *_none = (*self.values, "", "")
        return first, second


class Because(StrEnum):
    """Why somebody has a place or waits."""

    ROOM = "room"
    """There is a place for everybody."""
    CLASS = "class"
    """Their class goes before (or after) the one in which the places run out."""
    BALANCE = "balance"
    """In that class, the draw alone would have said otherwise: the targets decided."""
    DRAW = "draw"
    """In that class, the draw decided."""


@dataclass(frozen=True)
class Outcome:
    """What the rules say of one applicant: `rank` is that of their class (1 is the first), `drawn` their turn in it."""

    applicant: Applicant
    has_place: bool
    because: Because
    rank: int
    drawn: int


def commitment(seed: str) -> str:
    """What is published of the seed before it may be known."""
    return sha256(seed.encode()).hexdigest()


def number(seed: str, identifier: str) -> str:
    """The number of an applicant in the draw."""
    return sha256(f"{seed}:{identifier}".encode()).hexdigest()


def select(applicants: Iterable[Applicant], places: int, balances: Sequence[Balance], seed: str) -> list[Outcome]:
    """Who has a place and who waits, in the order of the classes and of the draw."""
    return fill((), applicants, places, balances, seed)


def fill(
    kept: Iterable[Applicant], waiting: Iterable[Applicant], places: int, balances: Sequence[Balance], seed: str
) -> list[Outcome]:
    """What becomes of those who wait when so many places are free beside those who keep theirs.

    Raises ValueError when an applicant is there twice, or has not as many values as there are balances.
    """
    kept, waiting = list(kept), list(waiting)
    _refuse_unsound([*kept, *waiting], balances)
    table = Table.of(balances, (one.cell for one in kept))
    everybody = len(waiting) <= places
    outcomes: list[Outcome] = []
    ordered = sorted(waiting, key=lambda one: ([-level for level in one.levels], number(seed, one.id)))
    for rank, (_levels, members) in enumerate(groupby(ordered, key=lambda one: one.levels), 1):
        group = list(members)
        chosen = group if len(group) <= places else _balanced(group, places, table)
        partly = 0 < len(chosen) < len(group)
        for one in chosen:
            table.seat(one.cell)
        for drawn, one in enumerate(group, 1):
            has_place = one in chosen
            why = Because.ROOM if everybody else Because.CLASS
            if partly:
                why = Because.DRAW if has_place == (drawn <= places) else Because.BALANCE
            outcomes.append(Outcome(one, has_place, why, rank, drawn))
        places -= len(chosen)
    return outcomes


def _balanced(group: Sequence[Applicant], places: int, table: Table) -> list[Applicant]:
    """Those of a class, in the order of the draw, who have the places left: the first drawn of all the best lists."""
    table = Table(table.balances, (table.counts[0].copy(), table.counts[1].copy()))
    there = Counter(one.cell for one in group)
    best = table.least(there, places)
    chosen: list[Applicant] = []
    passed: set[Cell] = set()  # once nobody of a cell completes a best list, nobody of it will
    for one in group:
        if len(chosen) == places:
            break
        if one.cell in passed:
            continue
        there[one.cell] -= 1
        tried = Table(table.balances, (table.counts[0].copy(), table.counts[1].copy()))
        tried.seat(one.cell)
        if tried.least(there, places - len(chosen) - 1) == best:
            table = tried
            chosen.append(one)
        else:
            passed.add(one.cell)
    return chosen


def _refuse_unsound(applicants: Sequence[Applicant], balances: Sequence[Balance]) -> None:
    if len({one.id for one in applicants}) < len(applicants):
        raise ValueError("an applicant is there twice")
    if len(balances) > MOST or any(len(one.values) != len(balances) for one in applicants):
        raise ValueError("applicants have one value for each balance, and balances are two at most")
