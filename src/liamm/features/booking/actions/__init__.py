"""The verbs of the rooms."""

from liamm.features.booking.actions.booking import BookingDraft, book_rooms, cancel_booking
from liamm.features.booking.actions.keeping import (
    BlockingDraft,
    RoomDraft,
    arrange_room,
    block_room,
    lift_blocking,
)

__all__ = [
    "BlockingDraft",
    "BookingDraft",
    "RoomDraft",
    "arrange_room",
    "block_room",
    "book_rooms",
    "cancel_booking",
    "lift_blocking",
]
