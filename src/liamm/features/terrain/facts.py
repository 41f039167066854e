"""What happens to signals, problems, communities and relais. Identifiers and choices only, never what was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
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


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityFact(Fact):
    """Something that happened to an interest community."""

    subject_kind: ClassVar[str] = "community"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityOpened(CommunityFact):
    """A call gathers a community around a problem."""

    kind: ClassVar[str] = "terrain.community_opened"

    problem: UUID
    space: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSentAgain(CommunityFact):
    """The same form came again; nothing was added."""

    kind: ClassVar[str] = "terrain.call_sent_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallChanged(CommunityFact):
    """The call was written again, opened or closed."""

    kind: ClassVar[str] = "terrain.call_changed"

    call_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityJoined(CommunityFact):
    """Someone engaged in a community and accepted its rules."""

    kind: ClassVar[str] = "terrain.community_joined"

    person: UUID
    rules_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VoiceConfirmed(CommunityFact):
    """It was confirmed for which organisation somebody of the community acts."""

    kind: ClassVar[str] = "terrain.voice_confirmed"

    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityLeft(CommunityFact):
    """Someone gave their engagement back."""

    kind: ClassVar[str] = "terrain.community_left"

    person: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayNamed(Fact):
    """Someone became a relais of an organisation on a territory."""

    kind: ClassVar[str] = "terrain.relay_named"
    subject_kind: ClassVar[str] = "relay"

    person: UUID
    organisation: UUID
    territory: UUID
    starts: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayEnded(Fact):
    """Someone is no longer a relais there."""

    kind: ClassVar[str] = "terrain.relay_ended"
    subject_kind: ClassVar[str] = "relay"

    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChecked(Fact):
    """Somebody brought a table of signals to be checked."""

    kind: ClassVar[str] = "terrain.table_checked"
    subject_kind: ClassVar[str] = "import"

    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TableImported(Fact):
    """The lines of a table became signals."""

    kind: ClassVar[str] = "terrain.table_imported"
    subject_kind: ClassVar[str] = "import"

    taken: int
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TableForgotten(Fact):
    """A table that nobody imported was let go."""

    kind: ClassVar[str] = "terrain.table_forgotten"
    subject_kind: ClassVar[str] = "import"


@dataclass(frozen=True, slots=True, kw_only=True)
class MailReceived(Fact):
    """A mail reached the lab's address."""

    kind: ClassVar[str] = "terrain.mail_received"
    subject_kind: ClassVar[str] = "inbound_mail"

    state: str
    signal: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailForgotten(Fact):
    """Who had sent a refused mail, and its subject, went."""

    kind: ClassVar[str] = "terrain.mail_forgotten"
    subject_kind: ClassVar[str] = "inbound_mail"
