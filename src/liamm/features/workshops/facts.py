"""What happens to déroulés; their words stay out of the register."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopPrepared(Fact):
    """Somebody began a déroulé, or kept one as a template."""

    kind: ClassVar[str] = "workshops.workshop_prepared"
    subject_kind: ClassVar[str] = "workshop"

    template: bool
    blocks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopChanged(Fact):
    """What a déroulé says changed: itself, or one of its blocks."""

    kind: ClassVar[str] = "workshops.workshop_changed"
    subject_kind: ClassVar[str] = "workshop"

    block: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkshopRemoved(Fact):
    """A déroulé is no longer there."""

    kind: ClassVar[str] = "workshops.workshop_removed"
    subject_kind: ClassVar[str] = "workshop"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeatGiven(Fact):
    """On the day, whoever leads said what comes: `step` is where it stands then, None when the clock is stopped."""

    kind: ClassVar[str] = "workshops.beat_given"
    subject_kind: ClassVar[str] = "workshop"

    beat: str
    step: int | None
