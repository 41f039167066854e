"""What happens to those who come into the house; never a name, an address or a code."""

from __future__ import annotations

from dataclasses import dataclass
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
