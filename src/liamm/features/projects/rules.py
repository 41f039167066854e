"""Pure rules of projects: which phases may be added, what the team still lacks, when a project may run."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

AHEAD = 12
"""Months: how far ahead a phase may be announced."""


class PhaseFault(StrEnum):
    """Why a phase cannot be added or ended."""

    UNKNOWN = "unknown"
    NOT_FOR_ACTION = "not_for_action"
    ACTION_HAS_ONE = "action_has_one"
    BACKWARDS = "backwards"
    ENDED_BEFORE_START = "ended_before_start"
    PROJECT_OVER = "project_over"
    NOT_ACCEPTED = "not_accepted"
    BEFORE_OPENING = "before_opening"
    TOO_FAR = "too_far"
    UNHOUSED = "unhoused"


@dataclass(frozen=True, slots=True)
class PhaseAsked:
    """A phase someone wants to add: its key, its first day and the day of its next review (or None).

    `housed` says that whoever welcomes it and the place are known, or that it needs neither.
    """

    key: str
    starts: date
    review: date | None
    housed: bool = True


@dataclass(frozen=True, slots=True)
class PhaseGround:
    """What bears on it: the phases of the charter, those an action may take, those there already, and the project.

    It was opened on `opened`; it runs once both sides accepted their commitments.
    """

    known: Collection[str]
    for_action: Collection[str]
    already: int
    is_action: bool
    is_over: bool
    runs: bool
    opened: date
    today: date


def fault_of_phase(asked: PhaseAsked, ground: PhaseGround) -> PhaseFault | None:
    """The first reason why a phase cannot be added; None when it can. Phases may loop and overlap freely."""
    checks = (
        (ground.is_over, PhaseFault.PROJECT_OVER),
        (asked.key not in ground.known, PhaseFault.UNKNOWN),
        (ground.is_action and asked.key not in ground.for_action, PhaseFault.NOT_FOR_ACTION),
        (ground.is_action and ground.already >= 1, PhaseFault.ACTION_HAS_ONE),
        (not ground.runs, PhaseFault.NOT_ACCEPTED),
        (not asked.housed, PhaseFault.UNHOUSED),
        (asked.review is not None and asked.review <= asked.starts, PhaseFault.BACKWARDS),
    )
    found = next((fault for holds, fault in checks if holds), None)
    return found or fault_of_start(asked.starts, ground.opened, ground.today)


def fault_of_start(starts: date, opened: date, today: date) -> PhaseFault | None:
    """Why a phase cannot start on a day: before the project opened, or more than a year ahead."""
    if starts < opened:
        return PhaseFault.BEFORE_OPENING
    return PhaseFault.TOO_FAR if starts > months_later(today, AHEAD) else None


def fault_of_end(starts: date, ended: date) -> PhaseFault | None:
    """Why a phase cannot end on a day; it may end on the day it started."""
    return PhaseFault.ENDED_BEFORE_START if ended < starts else None


def missing_voices(wanted: Sequence[str], present: Collection[str]) -> tuple[str, ...]:
    """The kinds of people (users, field agents, deciders…) that no one in the team brings, in the charter's order."""
    return tuple(voice for voice in wanted if voice not in present)


def may_run(promises: Collection[bool]) -> bool:
    """A project runs once every reciprocal commitment is accepted by the side that makes it."""
    return bool(promises) and all(promises)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month when it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))
