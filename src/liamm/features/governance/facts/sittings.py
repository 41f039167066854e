"""Facts about sittings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingPlanned(Fact):
    """A sitting got its day."""

    kind: ClassVar[str] = "governance.sitting_planned"
    subject_kind: ClassVar[str] = "sitting"

    body: UUID
    starts: datetime
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingMoved(Fact):
    """A sitting got another day or hour."""

    kind: ClassVar[str] = "governance.sitting_moved"
    subject_kind: ClassVar[str] = "sitting"

    was: datetime
    became: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingCancelled(Fact):
    """A sitting will not be held."""

    kind: ClassVar[str] = "governance.sitting_cancelled"
    subject_kind: ClassVar[str] = "sitting"

    items_put_back: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingConvened(Fact):
    """Its members were called, with the file."""

    kind: ClassVar[str] = "governance.sitting_convened"
    subject_kind: ClassVar[str] = "sitting"

    members: int
    items: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceAnswered(Fact):
    """A member said whether they come."""

    kind: ClassVar[str] = "governance.presence_answered"
    subject_kind: ClassVar[str] = "sitting"

    person: UUID
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceNoted(Fact):
    """Someone came in, or left."""

    kind: ClassVar[str] = "governance.presence_noted"
    subject_kind: ClassVar[str] = "sitting"

    person: UUID
    present: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingOpened(Fact):
    """A sitting began, under the charter of the day; on another day than `planned`, `move` is where the reason is."""

    kind: ClassVar[str] = "governance.sitting_opened"
    subject_kind: ClassVar[str] = "sitting"

    chair: UUID
    secretary: UUID | None
    charter_version: str
    present: int
    planned: datetime | None = None
    move: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairHanded(Fact):
    """Someone else leads the sitting from now on."""

    kind: ClassVar[str] = "governance.chair_handed"
    subject_kind: ClassVar[str] = "sitting"

    chair: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingClosed(Fact):
    """A sitting ended; what was not decided goes to the next one."""

    kind: ClassVar[str] = "governance.sitting_closed"
    subject_kind: ClassVar[str] = "sitting"

    decided: int
    put_back: int
