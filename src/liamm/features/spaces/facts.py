"""What happens to circles, to those who are in them and to those who ask to come in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceOpened(Fact):
    """A circle is open."""

    kind: ClassVar[str] = "spaces.space_opened"
    subject_kind: ClassVar[str] = "space"
    space_kind: str
    audience: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpaceClosed(Fact):
    """A circle has done its time; what it made stays."""

    kind: ClassVar[str] = "spaces.space_closed"
    subject_kind: ClassVar[str] = "space"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAdded(Fact):
    """Someone is in a circle."""

    kind: ClassVar[str] = "spaces.member_added"
    subject_kind: ClassVar[str] = "space"
    person: UUID
    organisation: UUID | None
    standing: str
    starts: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingChanged(Fact):
    """Someone animates a circle, or no longer does."""

    kind: ClassVar[str] = "spaces.standing_changed"
    subject_kind: ClassVar[str] = "space"
    person: UUID
    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberLeft(Fact):
    """Someone is no longer in a circle."""

    kind: ClassVar[str] = "spaces.member_left"
    subject_kind: ClassVar[str] = "space"
    person: UUID
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityRoleGiven(Fact):
    """Someone plays a role of the charter in the community, in a context; it opens no right."""

    kind: ClassVar[str] = "spaces.community_role_given"
    subject_kind: ClassVar[str] = "person"
    role: str
    charter: str
    starts: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityRoleEnded(Fact):
    """Someone plays a role of the charter no more."""

    kind: ClassVar[str] = "spaces.community_role_ended"
    subject_kind: ClassVar[str] = "person"
    role: str
    ends: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesAccepted(Fact):
    """Someone accepted the rules of the community as a version of the charter says them."""

    kind: ClassVar[str] = "spaces.rules_accepted"
    subject_kind: ClassVar[str] = "person"
    charter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinAsked(Fact):
    """Someone asks to join the community."""

    kind: ClassVar[str] = "spaces.join_asked"
    subject_kind: ClassVar[str] = "join_request"
    charter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinRepeated(Fact):
    """Someone whose request is being looked at asks again; it keeps its place."""

    kind: ClassVar[str] = "spaces.join_repeated"
    subject_kind: ClassVar[str] = "join_request"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberAskedToJoin(Fact):
    """Someone asks to join a community they are in."""

    kind: ClassVar[str] = "spaces.member_asked_to_join"
    subject_kind: ClassVar[str] = "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationNoted(Fact):
    """Someone of the team talked with who asks to join."""

    kind: ClassVar[str] = "spaces.conversation_noted"
    subject_kind: ClassVar[str] = "join_request"
    held_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WelcomePlanned(Fact):
    """A place is kept for a newcomer in a month to come."""

    kind: ClassVar[str] = "spaces.welcome_planned"
    subject_kind: ClassVar[str] = "join_request"
    month: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NewcomerWelcomed(Fact):
    """Someone joined the community; `place` is the rank they had in the waiting list, from 1."""

    kind: ClassVar[str] = "spaces.newcomer_welcomed"
    subject_kind: ClassVar[str] = "join_request"
    person: UUID
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinDeclined(Fact):
    """The team says no, with its reason."""

    kind: ClassVar[str] = "spaces.join_declined"
    subject_kind: ClassVar[str] = "join_request"


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinWithdrawn(Fact):
    """Whoever asked to join takes the request back."""

    kind: ClassVar[str] = "spaces.join_withdrawn"
    subject_kind: ClassVar[str] = "join_request"
