"""What happens to interest communities and to relais."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


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
