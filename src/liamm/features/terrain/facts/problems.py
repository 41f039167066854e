"""What happens to problems and to the signals crossed in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemFact(Fact):
    """Something that happened to a problem."""

    subject_kind: ClassVar[str] = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemRaised(ProblemFact):
    """A question worth working on was named."""

    kind: ClassVar[str] = "terrain.problem_raised"

    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemSentAgain(ProblemFact):
    """The same form came again; nothing was added."""

    kind: ClassVar[str] = "terrain.problem_sent_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalsCrossed(ProblemFact):
    """Signals were crossed into a problem."""

    kind: ClassVar[str] = "terrain.signals_crossed"

    signals: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalUncrossed(ProblemFact):
    """A signal left a problem."""

    kind: ClassVar[str] = "terrain.signal_uncrossed"

    signal: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWritten(ProblemFact):
    """A new version of what is known of a problem."""

    kind: ClassVar[str] = "terrain.known_written"

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRedacted(ProblemFact):
    """The words of an earlier version were taken out."""

    kind: ClassVar[str] = "terrain.known_redacted"

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaturityMarked(ProblemFact):
    """Someone said whether a condition of maturity is kept."""

    kind: ClassVar[str] = "terrain.maturity_marked"

    condition: str
    kept: bool
    charter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemClosed(ProblemFact):
    """Work on a problem stopped."""

    kind: ClassVar[str] = "terrain.problem_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemReopened(ProblemFact):
    """Work on a problem goes on again."""

    kind: ClassVar[str] = "terrain.problem_reopened"
