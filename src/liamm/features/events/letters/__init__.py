"""The letters of events, one class each."""

from liamm.features.events.letters.asking import NeedAnsweredLetter, NeedClosedLetter, NeedHeardLetter, ProposalLetter
from liamm.features.events.letters.events import (
    EventCancelledLetter,
    EventMovedLetter,
    ReminderLetter,
    RoomsLostLetter,
    WordLetter,
)
from liamm.features.events.letters.registrations import (
    AgainLetter,
    DateLetter,
    DoorLetter,
    FoundLetter,
    LapsedLetter,
    OfferLetter,
    RegisteredLetter,
    RegistrationCancelledLetter,
    RegistrationChangedLetter,
    RegistrationLetter,
)

__all__ = [
    "AgainLetter",
    "DateLetter",
    "DoorLetter",
    "EventCancelledLetter",
    "EventMovedLetter",
    "FoundLetter",
    "LapsedLetter",
    "NeedAnsweredLetter",
    "NeedClosedLetter",
    "NeedHeardLetter",
    "OfferLetter",
    "ProposalLetter",
    "RegisteredLetter",
    "RegistrationCancelledLetter",
    "RegistrationChangedLetter",
    "RegistrationLetter",
    "ReminderLetter",
    "RoomsLostLetter",
    "WordLetter",
]
