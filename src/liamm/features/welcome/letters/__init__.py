"""The letters of the welcome."""

from liamm.features.welcome.letters.access import (
    AccessChanged,
    AccessEnded,
    AccessGiven,
    CodeChangedForTeam,
    CodeLostForTeam,
    CodeMovedForTeam,
    CodeToTakeOff,
    access_topic,
    expected_recipient,
)
from liamm.features.welcome.letters.first_visit import FirstVisit
from liamm.features.welcome.letters.guests import (
    ANSWERS,
    BookingCancelledForGuest,
    GuestChangedMind,
    GuestComing,
    GuestInvited,
    GuestMoved,
    GuestTakenBackLetter,
    guest_recipient,
)
from liamm.features.welcome.letters.introductions import IntroductionAgreed, IntroductionProposed

__all__ = [
    "ANSWERS",
    "AccessChanged",
    "AccessEnded",
    "AccessGiven",
    "BookingCancelledForGuest",
    "CodeChangedForTeam",
    "CodeLostForTeam",
    "CodeMovedForTeam",
    "CodeToTakeOff",
    "FirstVisit",
    "GuestChangedMind",
    "GuestComing",
    "GuestInvited",
    "GuestMoved",
    "GuestTakenBackLetter",
    "IntroductionAgreed",
    "IntroductionProposed",
    "access_topic",
    "expected_recipient",
    "guest_recipient",
]
