"""The self-check: from a few plain answers to a direction in words, never a number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """What someone seeks, as they would say it."""

    ROOM = "room"
    ADVICE = "advice"
    DAYS = "days"
    MONTHS = "months"
    CIRCLE = "circle"
    UNSURE = "unsure"


class Direction(StrEnum):
    """Where the answers point to: one of the four kinds, or a talk first."""

    PROJECT = "project"
    ACTION = "action"
    COMMUNITY = "community"
    RESOURCE = "resource"
    TALK = "talk"


@dataclass(frozen=True, slots=True)
class CheckTerms:
    """One question of the charter: whether a no stops everything."""

    key: str
    stops: bool


@dataclass(frozen=True, slots=True)
class Orientation:
    """The direction, the checks answered no (in order), and whether one of them stops."""

    direction: Direction
    missing: tuple[str, ...]
    stopped: bool


_DIRECT = {
    Scope.ROOM: Direction.RESOURCE,
    Scope.ADVICE: Direction.RESOURCE,
    Scope.DAYS: Direction.ACTION,
    Scope.CIRCLE: Direction.COMMUNITY,
    Scope.UNSURE: Direction.TALK,
}


def orient(
    scope: Scope, answers: Mapping[str, bool], checks: Sequence[CheckTerms], offered: frozenset[str]
) -> Orientation:
    """Where the answers point to, among the kinds the lab offers.

    The charter's questions bear on what the lab accompanies, so a no may turn months of work into one phase first (an
    action), and one that stops turns both into a talk. What one does not know yet counts as a no: it is worth asking.
    """
    missing = tuple(check.key for check in checks if not answers.get(check.key, False))
    stopped = any(check.stops and check.key in missing for check in checks)
    direction = _DIRECT.get(scope, Direction.ACTION if missing else Direction.PROJECT)
    accompanied = direction in {Direction.PROJECT, Direction.ACTION}
    if (stopped and accompanied) or direction not in offered:
        direction = Direction.TALK
    return Orientation(direction, missing, stopped)
