"""The verbs of the rooms."""

from liamm.features.booking.actions.booking import book_rooms, cancel_booking, change_booking
from liamm.features.booking.actions.displacing import (
    answer_place,
    ask_place,
    free_place,
    pass_term,
    settle_place,
    withdraw_place,
)
from liamm.features.booking.actions.keeping import (
    BlockingDraft,
    RoomDraft,
    arrange_room,
    block_room,
    lift_blocking,
)
from liamm.features.booking.actions.options import confirm_option, lapse_option, remind_option
from liamm.features.booking.actions.repeating import book_series, cancel_series, change_series
from liamm.features.booking.actions.waiting import end_line, end_offer, leave_line, offer_room, wait_for_rooms
from liamm.features.booking.repeating import SeriesDraft, Slot
from liamm.features.booking.taking import BookingDraft

__all__ = [
    "BlockingDraft",
    "BookingDraft",
    "RoomDraft",
    "SeriesDraft",
    "Slot",
    "answer_place",
    "arrange_room",
    "ask_place",
    "block_room",
    "book_rooms",
    "book_series",
    "cancel_booking",
    "cancel_series",
    "change_booking",
    "change_series",
    "confirm_option",
    "end_line",
    "end_offer",
    "free_place",
    "lapse_option",
    "leave_line",
    "lift_blocking",
    "offer_room",
    "pass_term",
    "remind_option",
    "settle_place",
    "wait_for_rooms",
    "withdraw_place",
]
