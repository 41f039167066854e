"""The letters of the welcome."""

from liamm.features.welcome.letters.access import AccessChanged, AccessGiven, CodeChangedForTeam, expected_recipient
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
    "AccessGiven",
    "BookingCancelledForGuest",
    "CodeChangedForTeam",
    "FirstVisit",
    "GuestChangedMind",
    "GuestComing",
    "GuestInvited",
    "GuestMoved",
    "GuestTakenBackLetter",
    "IntroductionAgreed",
    "IntroductionProposed",
    "expected_recipient",
    "guest_recipient",
]
