"""What happens to the calendars that follow the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedMade(Fact):
    """Somebody lets a calendar follow the agenda."""

    kind: ClassVar[str] = "agenda.feed_made"
    subject_kind: ClassVar[str] = "feed"

    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRenewed(Fact):
    """It has a new address; the one before opens nothing any more."""

    kind: ClassVar[str] = "agenda.feed_renewed"
    subject_kind: ClassVar[str] = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRevoked(Fact):
    """No calendar follows any more."""

    kind: ClassVar[str] = "agenda.feed_revoked"
    subject_kind: ClassVar[str] = "feed"
