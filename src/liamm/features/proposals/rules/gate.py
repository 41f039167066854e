"""When the gate is passed, and in what order opinions may be sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class GateTerms:
    """The gate rule of a charter: enough opinions sent, and, for each criterion, enough of them high enough."""

    minimum_sent: int
    at_least: int
    share_above: float
    argued: bool
    named_persons: int


@dataclass(frozen=True, slots=True)
class Mark:
    """One opinion sent: the place of its step on the scale, and whether an argument comes with it."""

    rank: int
    argued: bool


class GateLack(StrEnum):
    """What the gate still lacks."""

    SENT = "sent"
    SHARE = "share"


@dataclass(frozen=True, slots=True)
class GateFinding:
    """One thing that the gate lacks: `criterion` is empty for what concerns them all."""

    lack: GateLack
    criterion: str
    have: int
    of: int


def gate_findings(marks: Mapping[str, Sequence[Mark]], terms: GateTerms) -> list[GateFinding]:
    """All that keeps the gate closed, an empty list when its rule is met.

    `marks` holds, for each criterion of the gate, the marks of those who sent theirs and were not set aside. Where
    the rule asks for arguments, a mark without one does not lift a criterion, but still weighs in the number.
    """
    sent = min((len(given) for given in marks.values()), default=0)
    if sent < terms.minimum_sent:
        return [GateFinding(GateLack.SENT, "", sent, terms.minimum_sent)]
    return [
        GateFinding(GateLack.SHARE, criterion, above, len(given))
        for criterion, given in marks.items()
        if (above := sum(_lifts(mark, terms) for mark in given)) <= Fraction(str(terms.share_above)) * len(given)
    ]


def _lifts(mark: Mark, terms: GateTerms) -> bool:
    return mark.rank >= terms.at_least and (mark.argued or not terms.argued)


def may_state(findings: Sequence[GateFinding], *, passed: bool) -> bool:
    """Whether named persons may state that the gate is passed (its rule is met) or held (enough sent, rule not met)."""
    if passed:
        return not findings
    return any(finding.lack is GateLack.SHARE for finding in findings)
