"""What happens to rooms and bookings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomsBooked(Fact):
    """Somebody booked rooms, by their numbers, for a use of the charter; in option, until when."""

    kind: ClassVar[str] = "booking.rooms_booked"
    subject_kind: ClassVar[str] = "booking"

    rooms: tuple[int, ...]
    use: str
    starts: datetime
    ends: datetime
    option_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionConfirmed(Fact):
    """What was held in option is booked."""

    kind: ClassVar[str] = "booking.option_confirmed"
    subject_kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionReminded(Fact):
    """Whoever holds an option was told that its term comes."""

    kind: ClassVar[str] = "booking.option_reminded"
    subject_kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLapsed(Fact):
    """Nobody confirmed an option in time: its rooms are free again."""

    kind: ClassVar[str] = "booking.option_lapsed"
    subject_kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingChanged(Fact):
    """A booking was said otherwise; its rooms and times as they are now."""

    kind: ClassVar[str] = "booking.booking_changed"
    subject_kind: ClassVar[str] = "booking"

    rooms: tuple[int, ...]
    use: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesBooked(Fact):
    """Somebody booked rooms again and again: by which rule, and how many times."""

    kind: ClassVar[str] = "booking.series_booked"
    subject_kind: ClassVar[str] = "series"

    rule: str
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesChanged(Fact):
    """Several bookings of a series were said otherwise; they follow a series of their own from a day on."""

    kind: ClassVar[str] = "booking.series_changed"
    subject_kind: ClassVar[str] = "series"

    becomes: UUID
    times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingCancelled(Fact):
    """A booking was cancelled: its rooms are free again."""

    kind: ClassVar[str] = "booking.booking_cancelled"
    subject_kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalConfirmed(Fact):
    """Those who booked are there."""

    kind: ClassVar[str] = "booking.arrival_confirmed"
    subject_kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalAsked(Fact):
    """Whoever booked was asked whether they are there."""

    kind: ClassVar[str] = "booking.arrival_asked"
    subject_kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingReleased(Fact):
    """Nobody came: what is left of a booking is free again."""

    kind: ClassVar[str] = "booking.booking_released"
    subject_kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingRestored(Fact):
    """Those who were not there came after all, and have the room again."""

    kind: ClassVar[str] = "booking.booking_restored"
    subject_kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingBegun(Fact):
    """Somebody waits for rooms that are taken: all of them together, or any one."""

    kind: ClassVar[str] = "booking.waiting_begun"
    subject_kind: ClassVar[str] = "waiting"

    rooms: tuple[int, ...]
    starts: datetime
    ends: datetime
    any_one: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomOffered(Fact):
    """What somebody waited for is free: it is held for them, as a booking in option, until a moment."""

    kind: ClassVar[str] = "booking.room_offered"
    subject_kind: ClassVar[str] = "waiting"

    booking: UUID
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingEnded(Fact):
    """Somebody waits no longer: served, silent, gone, or nothing was left."""

    kind: ClassVar[str] = "booking.waiting_ended"
    subject_kind: ClassVar[str] = "waiting"

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAsked(Fact):
    """A project asked a guest for their place; the rooms offered instead are held until `deadline` and after."""

    kind: ClassVar[str] = "booking.place_asked"
    subject_kind: ClassVar[str] = "displacement"

    guest: UUID
    rooms: tuple[int, ...]
    deadline: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAnswered(Fact):
    """What became of it, so far: answered, settled by whoever keeps the house, withdrawn, or left as it was."""

    kind: ClassVar[str] = "booking.place_answered"
    subject_kind: ClassVar[str] = "displacement"

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningAsked(Fact):
    """The house is asked to open beside its hours; in all its rooms when none is named."""

    kind: ClassVar[str] = "booking.opening_asked"
    subject_kind: ClassVar[str] = "opening"

    rooms: tuple[int, ...]
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningAnswered(Fact):
    """It was answered, or is asked no longer."""

    kind: ClassVar[str] = "booking.opening_answered"
    subject_kind: ClassVar[str] = "opening"

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomBlocked(Fact):
    """The team keeps a room closed for a time, for a reason that everybody reads."""

    kind: ClassVar[str] = "booking.room_blocked"
    subject_kind: ClassVar[str] = "occupation"

    room: int
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingLifted(Fact):
    """A room opens again before the time that was said."""

    kind: ClassVar[str] = "booking.blocking_lifted"
    subject_kind: ClassVar[str] = "occupation"

    room: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomPictured(Fact):
    """A photo of a room is shown, or shown no more."""

    kind: ClassVar[str] = "booking.room_pictured"
    subject_kind: ClassVar[str] = "room"

    room: int
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomArranged(Fact):
    """The team said a room otherwise than the charter does; a room is named by its number, as an identifier."""

    kind: ClassVar[str] = "booking.room_arranged"
    subject_kind: ClassVar[str] = "room"

    room: int
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoringAsked(Fact):
    """A booking is over: whoever booked is asked to give the rooms back; it closes by itself at `until`."""

    kind: ClassVar[str] = "booking.restoring_asked"
    subject_kind: ClassVar[str] = "booking"

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomsGivenBack(Fact):
    """The rooms of a booking are given back: how many lines of their lists were left, and whether something broke.

    `instead_of` is when it would have ended, when they are given back before.
    """

    kind: ClassVar[str] = "booking.rooms_given_back"
    subject_kind: ClassVar[str] = "booking"

    left: int
    damaged: bool
    instead_of: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoringLapsed(Fact):
    """Nobody said anything for a day: it closed by itself."""

    kind: ClassVar[str] = "booking.restoring_lapsed"
    subject_kind: ClassVar[str] = "booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingsAsked(Fact):
    """A booking begins: whoever booked is asked how they find these rooms."""

    kind: ClassVar[str] = "booking.findings_asked"
    subject_kind: ClassVar[str] = "booking"

    rooms: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomFound(Fact):
    """The occupants of a room said how they found it; what they report opens again what those before had closed."""

    kind: ClassVar[str] = "booking.room_found"
    subject_kind: ClassVar[str] = "booking"

    room: int
    fine: bool
    before: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskAdded(Fact):
    """There is something to do in the house."""

    kind: ClassVar[str] = "booking.task_added"
    subject_kind: ClassVar[str] = "house_task"

    room: int | None
    task_kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChanged(Fact):
    """It was said otherwise."""

    kind: ClassVar[str] = "booking.task_changed"
    subject_kind: ClassVar[str] = "house_task"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskTaken(Fact):
    """Somebody of the community took it."""

    kind: ClassVar[str] = "booking.task_taken"
    subject_kind: ClassVar[str] = "house_task"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskGivenBack(Fact):
    """It is free again for somebody else."""

    kind: ClassVar[str] = "booking.task_given_back"
    subject_kind: ClassVar[str] = "house_task"


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskEnded(Fact):
    """It is done, or need not be done any more."""

    kind: ClassVar[str] = "booking.task_ended"
    subject_kind: ClassVar[str] = "house_task"

    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaFilled(Fact):
    """The team said who holds the house in a week; a week is named by its first day, as an identifier."""

    kind: ClassVar[str] = "booking.rota_filled"
    subject_kind: ClassVar[str] = "week"

    monday: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaGapsTold(Fact):
    """The team was told on how many days of a week nobody holds the house yet."""

    kind: ClassVar[str] = "booking.rota_gaps_told"
    subject_kind: ClassVar[str] = "week"

    monday: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverWritten(Fact):
    """Somebody who held the house left a note to those who hold it next."""

    kind: ClassVar[str] = "booking.handover_written"
    subject_kind: ClassVar[str] = "handover_note"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteMarkedRead(Fact):
    """Somebody read it."""

    kind: ClassVar[str] = "booking.note_marked_read"
    subject_kind: ClassVar[str] = "handover_note"
