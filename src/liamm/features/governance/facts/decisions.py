"""Facts about decisions and what follows from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionFact(Fact):
    """Something happened to a decision."""

    subject_kind: ClassVar[str] = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(DecisionFact):
    """An item was decided, a delegation used, or what was written corrected."""

    kind: ClassVar[str] = "governance.decision_made"

    reference: str
    body: UUID
    item: UUID | None
    door: str
    outcome: str
    effect: str
    charter_version: str
    confirms: UUID | None = None
    corrects: UUID | None = None
    overloads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TextWritten(DecisionFact):
    """Someone wrote a version of the texts."""

    kind: ClassVar[str] = "governance.text_written"

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRead(DecisionFact):
    """Someone other than the writers read a version of the public text and agreed that it leaves."""

    kind: ClassVar[str] = "governance.text_read"

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextHandedBack(DecisionFact):
    """Someone other than the writers read a version and gave it back with a remark; it does not leave as it stands."""

    kind: ClassVar[str] = "governance.text_handed_back"

    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPublished(DecisionFact):
    """A decision entered the public register; `digest` is that of its public record."""

    kind: ClassVar[str] = "governance.decision_published"

    reference: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectGranted(DecisionFact):
    """A decision went to the end of its route and lets a project open; it carries the last word, `first` the first."""

    kind: ClassVar[str] = "governance.project_granted"

    first: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameSet(DecisionFact):
    """A frame for several years was set by a decision."""

    kind: ClassVar[str] = "governance.frame_set"

    starts: date
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PreconisationClosed(DecisionFact):
    """A preconisation was kept or dropped."""

    kind: ClassVar[str] = "governance.preconisation_closed"

    preconisation: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PreconisationReminded(DecisionFact):
    """Whoever minds a preconisation was reminded of its term."""

    kind: ClassVar[str] = "governance.preconisation_reminded"

    preconisation: UUID
