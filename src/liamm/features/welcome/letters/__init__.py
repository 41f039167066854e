"""The letters of the welcome."""

from liamm.features.welcome.letters.access import AccessChanged, AccessGiven, CodeChangedForTeam, expected_recipient
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

__all__ = [
    "ANSWERS",
    "AccessChanged",
    "AccessGiven",
    "BookingCancelledForGuest",
    "CodeChangedForTeam",
    "GuestChangedMind",
    "GuestComing",
    "GuestInvited",
    "GuestMoved",
    "GuestTakenBackLetter",
    "expected_recipient",
    "guest_recipient",
]
