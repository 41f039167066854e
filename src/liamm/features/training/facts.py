"""What happens to selections: counts and choices, never what somebody wrote of themselves or of others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionFact(Fact):
    """Something that happened to a selection."""

    subject_kind: ClassVar[str] = "selection"

    event: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionPrepared(SelectionFact):
    """How places will be spread is said, before anybody applies."""

    kind: ClassVar[str] = "training.selection_prepared"


@dataclass(frozen=True, slots=True, kw_only=True)
class SelectionOpened(SelectionFact):
    """One may apply: the digest of the seed is promised from now on."""

    kind: ClassVar[str] = "training.selection_opened"

    commitment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListProposed(SelectionFact):
    """The rules gave a list; nobody knows of it yet but the team."""

    kind: ClassVar[str] = "training.list_proposed"

    applicants: int
    places: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPublished(SelectionFact):
    """The list is out, with the seed; so many lines were changed by hand, each with its reason."""

    kind: ClassVar[str] = "training.list_published"

    seed: str
    placed: int
    waiting: int
    by_hand: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesCalled(SelectionFact):
    """Free places were offered to those whom the rules call next."""

    kind: ClassVar[str] = "training.places_called"

    offered: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFact(Fact):
    """Something that happened to an application."""

    subject_kind: ClassVar[str] = "application"

    selection: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationReceived(ApplicationFact):
    """Somebody applies."""

    kind: ClassVar[str] = "training.application_received"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPutBack(ApplicationFact):
    """Whoever had not answered an offer in time waits again."""

    kind: ClassVar[str] = "training.application_put_back"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationHeardAgain(ApplicationFact):
    """Whoever applied answers otherwise, before anybody has read it."""

    kind: ClassVar[str] = "training.application_heard_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationRead(ApplicationFact):
    """Somebody of the team said what they think of each criterion."""

    kind: ClassVar[str] = "training.application_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChanged(ApplicationFact):
    """What the rules said of somebody was changed by hand, with a reason that they read."""

    kind: ClassVar[str] = "training.line_changed"

    has_place: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealMade(ApplicationFact):
    """Somebody asks for another look."""

    kind: ClassVar[str] = "training.appeal_made"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealAnswered(ApplicationFact):
    """Somebody else looked, and answered."""

    kind: ClassVar[str] = "training.appeal_answered"

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsForgotten(ApplicationFact):
    """What was written of somebody is kept no more; the outcome and the counts are."""

    kind: ClassVar[str] = "training.words_forgotten"
