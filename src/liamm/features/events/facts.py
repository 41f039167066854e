"""What happens to events and to those who register."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from liamm.kernel.ledger.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFact(Fact):
    """Something that happened to an event."""

    subject_kind: ClassVar[str] = "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlanned(EventFact):
    """An event is prepared, with its first dates."""

    kind: ClassVar[str] = "events.event_planned"

    event_kind: str
    charter_version: str
    dates: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChanged(EventFact):
    """What is said of an event, or asked of who comes, is otherwise now."""

    kind: ClassVar[str] = "events.event_changed"

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventOpened(EventFact):
    """An event is announced, and one may register where one must."""

    kind: ClassVar[str] = "events.event_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationsClosed(EventFact):
    """One registers no more."""

    kind: ClassVar[str] = "events.registrations_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventHeld(EventFact):
    """The last date of an event is over: it was held."""

    kind: ClassVar[str] = "events.event_held"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCancelled(EventFact):
    """An event will not be; who was to come is told why."""

    kind: ClassVar[str] = "events.event_cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateAdded(EventFact):
    """An event has one more date."""

    kind: ClassVar[str] = "events.date_added"

    session: UUID
    starts: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMoved(EventFact):
    """A date of an event is at another time or in another place."""

    kind: ClassVar[str] = "events.date_moved"

    session: UUID
    starts: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DateCalledOff(EventFact):
    """One date of an event will not be."""

    kind: ClassVar[str] = "events.date_called_off"

    session: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomsLost(EventFact):
    """The rooms of a date were given back by another door."""

    kind: ClassVar[str] = "events.rooms_lost"

    session: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesSet(EventFact):
    """There are as many places as this; none said: as many as come."""

    kind: ClassVar[str] = "events.places_set"

    seating: UUID
    places: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesGiven(EventFact):
    """So many of those who applied have a place, or are offered one, and so many wait."""

    kind: ClassVar[str] = "events.places_given"

    seated: int
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationFact(Fact):
    """Something that happened to a registration."""

    subject_kind: ClassVar[str] = "registration"

    event: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationMade(RegistrationFact):
    """Somebody registered, for so many people: a place is theirs, or they wait for one."""

    kind: ClassVar[str] = "events.registration_made"

    state: str
    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedAtTheDoor(RegistrationFact):
    """Somebody who had not registered, or only waited, is on the list from the door on; or was on it already."""

    kind: ClassVar[str] = "events.added_at_the_door"

    session: UUID
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationAskedAgain(RegistrationFact):
    """The same person registered again; nothing was added."""

    kind: ClassVar[str] = "events.registration_asked_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationLinkSent(RegistrationFact):
    """Somebody had lost the link: it is sent again to the address of the registration."""

    kind: ClassVar[str] = "events.registration_link_sent"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationChanged(RegistrationFact):
    """A registration is said otherwise; for so many people now, with other answers perhaps."""

    kind: ClassVar[str] = "events.registration_changed"

    seats: int
    answered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationCancelled(RegistrationFact):
    """A registration was cancelled: its places are free again."""

    kind: ClassVar[str] = "events.registration_cancelled"

    seats: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOffered(RegistrationFact):
    """Somebody who waited is offered a place, held until a moment."""

    kind: ClassVar[str] = "events.place_offered"

    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAccepted(RegistrationFact):
    """Somebody took the place that was offered."""

    kind: ClassVar[str] = "events.offer_accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferLapsed(RegistrationFact):
    """Nobody answered an offer in time: the place goes to the next."""

    kind: ClassVar[str] = "events.offer_lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAgain(RegistrationFact):
    """Somebody whose offer had lapsed waits once more."""

    kind: ClassVar[str] = "events.waiting_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredWrittenTo(EventFact):
    """Who prepares an event wrote to so many of those who registered."""

    kind: ClassVar[str] = "events.registered_written_to"

    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredExported(EventFact):
    """The list of those who registered left the house in a file."""

    kind: ClassVar[str] = "events.registered_exported"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationReminded(RegistrationFact):
    """Somebody was reminded of what they come to."""

    kind: ClassVar[str] = "events.registration_reminded"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationForgotten(RegistrationFact):
    """What names somebody, or what they needed, is erased: the delay of the charter has passed."""

    kind: ClassVar[str] = "events.registration_forgotten"

    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedFact(Fact):
    """Something that happened to a need for training."""

    subject_kind: ClassVar[str] = "training-need"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedTold(NeedFact):
    """Somebody said what they would like to learn."""

    kind: ClassVar[str] = "events.need_told"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedJoined(NeedFact):
    """Somebody else would like it too; or had said so already."""

    kind: ClassVar[str] = "events.need_joined"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedSaidOtherwise(NeedFact):
    """Whoever asked says it otherwise."""

    kind: ClassVar[str] = "events.need_said_otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedWithdrawn(NeedFact):
    """Somebody asks for it no more."""

    kind: ClassVar[str] = "events.need_withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedShown(NeedFact):
    """The team shows it, so that others may join."""

    kind: ClassVar[str] = "events.need_shown"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedPlanned(NeedFact):
    """An event is prepared that answers it."""

    kind: ClassVar[str] = "events.need_planned"

    event: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedAnswered(NeedFact):
    """The event that answers it is announced: all who asked are told."""

    kind: ClassVar[str] = "events.need_answered"

    event: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedClosed(NeedFact):
    """It leads nowhere; all who asked are told why."""

    kind: ClassVar[str] = "events.need_closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedForgotten(NeedFact):
    """Who asked is named no more: the delay of the charter has passed."""

    kind: ClassVar[str] = "events.need_forgotten"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFact(Fact):
    """Something that happened to a call."""

    subject_kind: ClassVar[str] = "event-call"


@dataclass(frozen=True, slots=True, kw_only=True)
class CallOpened(CallFact):
    """A call is open."""

    kind: ClassVar[str] = "events.call_opened"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFact(Fact):
    """Something that happened to a proposed event."""

    subject_kind: ClassVar[str] = "event-proposal"


@dataclass(frozen=True, slots=True, kw_only=True)
class EventProposed(ProposalFact):
    """Somebody proposes an event."""

    kind: ClassVar[str] = "events.event_proposed"

    call: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalSentAgain(ProposalFact):
    """The same form came again; nothing was added."""

    kind: ClassVar[str] = "events.proposal_sent_again"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAsked(ProposalFact):
    """The team asks something of who proposes."""

    kind: ClassVar[str] = "events.question_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswered(ProposalFact):
    """Who proposes answered."""

    kind: ClassVar[str] = "events.question_answered"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalAccepted(ProposalFact):
    """It is taken: an event is prepared."""

    kind: ClassVar[str] = "events.proposal_accepted"

    event: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalDeclined(ProposalFact):
    """It is not taken; who proposed is told why."""

    kind: ClassVar[str] = "events.proposal_declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalForgotten(ProposalFact):
    """Who proposed is named no more: the delay of the charter has passed."""

    kind: ClassVar[str] = "events.proposal_forgotten"
