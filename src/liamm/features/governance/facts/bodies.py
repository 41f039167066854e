"""Facts about bodies and their seats."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFounded(Fact):
    """A body of the charter got its circle."""

    kind: ClassVar[str] = "governance.body_founded"
    subject_kind: ClassVar[str] = "body"

    key: str
    charter_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateGiven(Fact):
    """Someone took a seat."""

    kind: ClassVar[str] = "governance.mandate_given"
    subject_kind: ClassVar[str] = "body"

    mandate: UUID
    person: UUID
    seat: str
    holds_as: str
    starts: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateEnded(Fact):
    """Someone left a seat."""

    kind: ClassVar[str] = "governance.mandate_ended"
    subject_kind: ClassVar[str] = "body"

    mandate: UUID
    person: UUID
    seat: str
    ends: date
