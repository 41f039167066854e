"""What happens to signals, their public wordings and their authors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalFact(Fact):
    """Something that happened to a signal."""

    subject_kind: ClassVar[str] = "signal"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReceived(SignalFact):
    """A signal reached the lab."""

    kind: ClassVar[str] = "terrain.signal_received"

    reference: str
    origin: str
    files: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSentAgain(SignalFact):
    """The same submission came again; nothing was added."""

    kind: ClassVar[str] = "terrain.signal_sent_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalRead(SignalFact):
    """A human of the team read it."""

    kind: ClassVar[str] = "terrain.signal_read"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalReadAgain(SignalFact):
    """Another human of the team says to have read it too; nothing changed."""

    kind: ClassVar[str] = "terrain.signal_read_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderAssigned(SignalFact):
    """Someone of the team is asked to read it."""

    kind: ClassVar[str] = "terrain.reader_assigned"

    reader: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalLocated(SignalFact):
    """The team said on which territory it is."""

    kind: ClassVar[str] = "terrain.signal_located"

    territory: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalMasked(SignalFact):
    """Passages that could name or expose somebody were hidden; the original was sealed."""

    kind: ClassVar[str] = "terrain.signal_masked"

    passages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalOpened(SignalFact):
    """Someone opened the sealed original, for this reason (its words are kept with the opening)."""

    kind: ClassVar[str] = "terrain.original_opened"

    opening: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalSettled(SignalFact):
    """The team answered it, or confided it to others."""

    kind: ClassVar[str] = "terrain.signal_settled"

    state: str
    redirection: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalTakenUpAgain(SignalFact):
    """The team came back on an answer."""

    kind: ClassVar[str] = "terrain.signal_taken_up_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalsMerged(SignalFact):
    """A signal is told by another one now; both keep their author, history and links."""

    kind: ClassVar[str] = "terrain.signals_merged"

    into: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalsSplit(SignalFact):
    """A signal stands by itself again."""

    kind: ClassVar[str] = "terrain.signals_split"

    out_of: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorWrote(SignalFact):
    """The author added something."""

    kind: ClassVar[str] = "terrain.author_wrote"

    exchange: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorWroteAgain(SignalFact):
    """The same message came again at once; nothing was added."""

    kind: ClassVar[str] = "terrain.author_wrote_again"

    exchange: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorAnswered(SignalFact):
    """The team wrote to the author."""

    kind: ClassVar[str] = "terrain.author_answered"

    exchange: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationAgreed(SignalFact):
    """The author agrees, or no longer agrees, to a public wording."""

    kind: ClassVar[str] = "terrain.publication_agreed"

    agreed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsStopped(SignalFact):
    """The author wants no more mails, or wants them again."""

    kind: ClassVar[str] = "terrain.news_stopped"

    stopped: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalWithdrawn(SignalFact):
    """The author withdrew: only what speaks of the person, or the whole signal."""

    kind: ClassVar[str] = "terrain.signal_withdrawn"

    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalForgotten(SignalFact):
    """The delay of the charter passed: how to reach the author, or the sealed original, went."""

    kind: ClassVar[str] = "terrain.signal_forgotten"

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPublished(Fact):
    """A human published a wording of a signal."""

    kind: ClassVar[str] = "terrain.wording_published"
    subject_kind: ClassVar[str] = "wording"

    signal: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingWithdrawn(Fact):
    """A public wording was taken back."""

    kind: ClassVar[str] = "terrain.wording_withdrawn"
    subject_kind: ClassVar[str] = "wording"

    signal: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorsTold(Fact):
    """The authors of these signals learned a step of a thing (`subject_id`, of kind `of`)."""

    kind: ClassVar[str] = "terrain.authors_told"
    subject_kind: ClassVar[str] = "telling"

    of: str
    step: str
    signals: tuple[UUID, ...]
