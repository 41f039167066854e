"""When a version may take effect, and which one holds on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Known:
    """A version already adopted: its number, its fingerprint and the first day it holds."""

    number: str
    digest: str
    in_force: date


class Verdict(StrEnum):
    """Whether a version may be adopted, and what stops it."""

    GOES = "goes"
    SAME_ALREADY = "same_already"
    NUMBER_TAKEN = "number_taken"
    BEFORE_ADOPTION = "before_adoption"
    BEFORE_THE_LAST = "before_the_last"
    IN_THE_PAST = "in_the_past"


def may_adopt(known: Sequence[Known], new: Known, *, adopted: date, today: date) -> Verdict:
    """Say whether `new` may follow the versions already known.

    The first version of a laboratory may have been in force for long; the next ones never reach into the past, so
    that what was decided stays decided under the version of its day.
    """
    namesake = next((each for each in known if each.number == new.number), None)
    if namesake:
        return Verdict.SAME_ALREADY if namesake.digest == new.digest else Verdict.NUMBER_TAKEN
    if new.in_force < adopted:
        return Verdict.BEFORE_ADOPTION
    if known and new.in_force <= max(each.in_force for each in known):
        return Verdict.BEFORE_THE_LAST
    if known and new.in_force < today:
        return Verdict.IN_THE_PAST
    return Verdict.GOES


def holding(known: Sequence[Known], day: date) -> Known | None:
    """The version that holds on a day: the last that had taken effect."""
    past = [each for each in known if each.in_force <= day]
    return max(past, key=lambda each: each.in_force) if past else None
