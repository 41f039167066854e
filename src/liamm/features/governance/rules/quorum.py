"""Whether enough seats are held, for a sitting or for one of its items."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from uuid import UUID


@dataclass(frozen=True, slots=True)
class SeatRule:
    """A seat that votes: its key, the host it belongs to and how many sit on it."""

    key: str
    host: str | None = None
    places: int = 1


@dataclass(frozen=True, slots=True)
class Here:
    """Someone who is there, on which seat, and whether they stay out of the item."""

    person: UUID
    seat: str
    recused: bool = False


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """What the charter or the house asks: a share of the seats, and each host heard."""

    share: float
    each_host: bool = False


@dataclass(frozen=True, slots=True)
class Quorum:
    """The verdict: seats held of those that count, how many are needed, and the hosts nobody speaks for."""

    present: int
    seats: int
    needed: int
    hosts_missing: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the body may decide."""
        return self.present >= self.needed and not self.hosts_missing


def quorum(seats: Sequence[SeatRule], here: Sequence[Here], rule: QuorumRule | None) -> Quorum:
    """Count who is there against the rule; without a rule, one person is enough.

    A seat whose holder stays out of the item, and on which nobody else sits, leaves the count altogether (as for local
    councils: article L. 1111-6 of the general code of local authorities); its host must still be heard.
    """
    total = present = 0
    heard: set[str] = set()
    for seat in seats:
        sitting = {one.person for one in here if one.seat == seat.key and not one.recused}
        aside = {one.person for one in here if one.seat == seat.key and one.recused} - sitting
        held = min(len(sitting), seat.places)
        present += held
        total += seat.places - min(len(aside), seat.places - held)
        if held and seat.host:
            heard.add(seat.host)
    if rule is None:
        return Quorum(present, total, 1)
    hosts = dict.fromkeys(seat.host for seat in seats if seat.host) if rule.each_host else {}
    needed = max(1, math.ceil(Fraction(str(rule.share)) * total))
    return Quorum(present, total, needed, tuple(host for host in hosts if host not in heard))
