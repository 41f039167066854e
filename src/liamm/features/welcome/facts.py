"""What happens to those who come into the house; never a name, an address or a code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestsInvited(Fact):
    """People were asked by mail to come for a booking."""

    kind: ClassVar[str] = "welcome.guests_invited"
    subject_kind: ClassVar[str] = "booking"

    guests: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestAnswered(Fact):
    """A guest said whether they come; they may say otherwise later."""

    kind: ClassVar[str] = "welcome.guest_answered"
    subject_kind: ClassVar[str] = "booking"

    guest: UUID
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestTakenBack(Fact):
    """An invitation was taken back: its link says so, and opens nothing else."""

    kind: ClassVar[str] = "welcome.guest_taken_back"
    subject_kind: ClassVar[str] = "booking"

    guest: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestsTold(Fact):
    """Guests were written to because their booking moved or was cancelled."""

    kind: ClassVar[str] = "welcome.guests_told"
    subject_kind: ClassVar[str] = "booking"

    guests: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeWritten(Fact):
    """Whoever booked said something to their guests."""

    kind: ClassVar[str] = "welcome.notice_written"
    subject_kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedForgotten(Fact):
    """What a guest needed to come in was let go of, once the delay of the charter had passed."""

    kind: ClassVar[str] = "welcome.need_forgotten"
    subject_kind: ClassVar[str] = "booking"

    guest: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestForgotten(Fact):
    """The name and address of a guest were let go of; how many came stays."""

    kind: ClassVar[str] = "welcome.guest_forgotten"
    subject_kind: ClassVar[str] = "booking"

    guest: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeSet(Fact):
    """A code was set for a period or for a booking; never which."""

    kind: ClassVar[str] = "welcome.code_set"
    subject_kind: ClassVar[str] = "access_code"

    opens: str
    booking: UUID | None
    starts: datetime | None
    ends: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeReplaced(Fact):
    """A code was lost or is changed: it opens nothing any more, and another took its place."""

    kind: ClassVar[str] = "welcome.code_replaced"
    subject_kind: ClassVar[str] = "access_code"

    by: UUID
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLost(Fact):
    """Somebody who comes said that they lost a code, or that others saw it; the team was told."""

    kind: ClassVar[str] = "welcome.code_lost"
    subject_kind: ClassVar[str] = "access_code"

    booking: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeClosed(Fact):
    """The time of a code is over: nothing is kept of it but that it was."""

    kind: ClassVar[str] = "welcome.code_closed"
    subject_kind: ClassVar[str] = "access_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTakenOff(Fact):
    """Somebody of the team took off the keypad a code that opened nothing any more by the book."""

    kind: ClassVar[str] = "welcome.code_taken_off"
    subject_kind: ClassVar[str] = "access_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRecalled(Fact):
    """A booking moved or does not take place: what was said of how to get in is not kept, and its own codes end."""

    kind: ClassVar[str] = "welcome.access_recalled"
    subject_kind: ClassVar[str] = "booking"

    codes: tuple[UUID, ...]
    told: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSeen(Fact):
    """Somebody who may was shown plan and codes of a booking."""

    kind: ClassVar[str] = "welcome.access_seen"
    subject_kind: ClassVar[str] = "booking"

    codes: tuple[UUID, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSent(Fact):
    """The window of a booking is open: plan and codes leave to so many people."""

    kind: ClassVar[str] = "welcome.access_sent"
    subject_kind: ClassVar[str] = "booking"

    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeOpened(Fact):
    """Somebody of the team read a code, on its page or for the sheet of a keypad."""

    kind: ClassVar[str] = "welcome.code_opened"
    subject_kind: ClassVar[str] = "access_code"

    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeForgotten(Fact):
    """Who knew a code that was over for long is kept no more."""

    kind: ClassVar[str] = "welcome.code_forgotten"
    subject_kind: ClassVar[str] = "access_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayDrawn(Fact):
    """The team said how one comes."""

    kind: ClassVar[str] = "welcome.way_drawn"
    subject_kind: ClassVar[str] = "way"

    opens: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WishWritten(Fact):
    """Somebody who comes asked to be introduced that day."""

    kind: ClassVar[str] = "welcome.wish_written"
    subject_kind: ClassVar[str] = "booking"

    wish: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WishTakenBack(Fact):
    """They ask no longer."""

    kind: ClassVar[str] = "welcome.wish_taken_back"
    subject_kind: ClassVar[str] = "booking"

    wish: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class WishForgotten(Fact):
    """What somebody said to be introduced was let go of, once the delay of the charter had passed."""

    kind: ClassVar[str] = "welcome.wish_forgotten"
    subject_kind: ClassVar[str] = "booking"

    wish: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingProposed(Fact):
    """The team proposed to two people of one day that they meet."""

    kind: ClassVar[str] = "welcome.meeting_proposed"
    subject_kind: ClassVar[str] = "introduction"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAnswered(Fact):
    """One of the two said yes or no."""

    kind: ClassVar[str] = "welcome.meeting_answered"
    subject_kind: ClassVar[str] = "introduction"

    accepts: bool
