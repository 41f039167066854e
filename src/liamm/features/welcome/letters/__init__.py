"""The letters of the welcome."""

from liamm.features.welcome.letters.guests import (
    BookingCancelledForGuest,
    GuestChangedMind,
    GuestComing,
    GuestInvited,
    GuestMoved,
    GuestTakenBackLetter,
    guest_recipient,
)

__all__ = [
    "BookingCancelledForGuest",
    "GuestChangedMind",
    "GuestComing",
    "GuestInvited",
    "GuestMoved",
    "GuestTakenBackLetter",
    "guest_recipient",
]
