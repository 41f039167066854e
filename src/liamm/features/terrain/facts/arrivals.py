"""What happens to tables and mails that bring signals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


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
