"""What happens to the lab's capacity and to what things ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacitySet(Fact):
    """The team said how many days of a skill the lab can give in a month."""

    kind: ClassVar[str] = "commitments.capacity_set"
    subject_kind: ClassVar[str] = "capacity"

    month: date
    skill: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadAsked(Fact):
    """The team said what a thing would ask of the lab; `of` is the kind of the thing, `subject_id` is its own."""

    kind: ClassVar[str] = "commitments.load_asked"
    subject_kind: ClassVar[str] = "load"

    of: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadHeld(Fact):
    """A decision retained a thing: what it asks is now promised."""

    kind: ClassVar[str] = "commitments.load_held"
    subject_kind: ClassVar[str] = "load"

    of: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReleased(Fact):
    """What a thing held is free again."""

    kind: ClassVar[str] = "commitments.load_released"
    subject_kind: ClassVar[str] = "load"

    of: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadDropped(Fact):
    """A thing asks nothing any more."""

    kind: ClassVar[str] = "commitments.load_dropped"
    subject_kind: ClassVar[str] = "load"

    of: str
    days: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementMade(Fact):
    """Someone engaged for a thing, between two days; how much stays with the person."""

    kind: ClassVar[str] = "commitments.engagement_made"
    subject_kind: ClassVar[str] = "commitment"

    of: str
    thing: UUID
    starts: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementGivenBack(Fact):
    """Someone gave an engagement back."""

    kind: ClassVar[str] = "commitments.engagement_given_back"
    subject_kind: ClassVar[str] = "commitment"

    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class EngagementEnded(Fact):
    """An engagement came to its term."""

    kind: ClassVar[str] = "commitments.engagement_ended"
    subject_kind: ClassVar[str] = "commitment"
