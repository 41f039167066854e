"""What happens to consents; nobody is named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentFact(Fact):
    """Something that happened to a consent about a thing."""

    subject_kind: ClassVar[str] = "consent"

    thing_kind: str
    thing: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentGiven(ConsentFact):
    """Somebody said yes, and how."""

    kind: ClassVar[str] = "consents.consent_given"

    shown: str
    obtained: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentWithdrawn(ConsentFact):
    """Somebody took their consent back: the thing is shown no more."""

    kind: ClassVar[str] = "consents.consent_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentRefused(ConsentFact):
    """Somebody said no, who had not said yes."""

    kind: ClassVar[str] = "consents.consent_refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentForgotten(Fact):
    """A line of the ledger names nobody any more: what it was about is forgotten too."""

    kind: ClassVar[str] = "consents.consent_forgotten"
    subject_kind: ClassVar[str] = "consent"
