"""What happens to charters."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionAdopted(Fact):
    """A version of the charter was adopted; it takes effect on `in_force`."""

    kind: ClassVar[str] = "charter.version_adopted"
    subject_kind: ClassVar[str] = "charter_version"

    lab: str
    number: str
    digest: str
    in_force: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AmendmentRegistered(Fact):
    """An amendment was put under way against a version."""

    kind: ClassVar[str] = "charter.amendment_registered"
    subject_kind: ClassVar[str] = "amendment"

    amends: UUID
    key: str
