"""A déroulé as it happens: nothing goes on by itself, and whatever takes longer pushes what follows.

Whoever leads says that a step begins, and when it is over; until then it lasts, even beyond its time. What follows is
told from when the step will end: its planned end, moved by the minutes given or taken, or now when that is past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from liamm.features.workshops.rules.timetable import Step, Timed, length_of, on_clock

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Course:
    """Where things stand: which step, since when, with how many minutes more or less than planned."""

    step: int
    since: datetime
    extra: int = 0


@dataclass(frozen=True, slots=True)
class Now(Generic[K]):
    """What a screen shows: the blocks under way, until when, what follows, when it all ends and how late that is."""

    current: list[Timed[K]]
    ends: datetime
    left: timedelta
    following: list[list[Timed[K]]]
    finishes: datetime
    late: timedelta


def begin(now: datetime) -> Course:
    """The first step begins."""
    return Course(0, now)


def go_on(course: Course, steps: Sequence[Step[K]], now: datetime) -> Course | None:
    """The next step begins now; None when there is none: it is over."""
    following = course.step + 1
    return Course(following, now) if following < len(steps) else None


def go_back(course: Course, steps: Sequence[Step[K]], now: datetime) -> Course:
    """The step before is taken up again, with what was left of it when it is short: five minutes at least."""
    if course.step == 0:
        return course
    before = steps[course.step - 1]
    return Course(course.step - 1, now, min(0, _BACK - _minutes(before.length)))


_BACK = 5


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)


def give(course: Course, steps: Sequence[Step[K]], minutes: int) -> Course:
    """Minutes more for the step, or less; a step never becomes shorter than nothing."""
    return replace(course, extra=max(course.extra + minutes, -_minutes(steps[course.step].length)))


def say_now(course: Course, steps: Sequence[Step[K]], now: datetime, planned: datetime) -> Now[K]:
    """What stands at a moment; `planned` is when it should have begun."""
    step = steps[course.step]
    meant = course.since + step.length + timedelta(minutes=course.extra)
    ends = max(meant, now)
    rest = steps[course.step + 1 :]
    finishes = ends + length_of(rest)
    return Now(
        current=step.on_clock(course.since),
        ends=ends,
        left=meant - now,
        following=on_clock(rest, ends),
        finishes=finishes,
        late=finishes - (planned + length_of(steps)),
    )
