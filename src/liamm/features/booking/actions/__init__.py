"""The verbs of the rooms."""

from liamm.features.booking.actions.arranging import follow_booking
from liamm.features.booking.actions.arriving import ask_arrival, confirm_arrival, release_booking, restore_booking
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
    close_rooms,
    lift_blocking,
)
from liamm.features.booking.actions.opening import (
    OpeningDraft,
    answer_opening,
    ask_opening,
    open_house,
    withdraw_opening,
)
from liamm.features.booking.actions.options import confirm_option, lapse_option, remind_option
from liamm.features.booking.actions.picturing import add_photo, remove_photo
from liamm.features.booking.actions.repeating import book_series, cancel_series, change_series
from liamm.features.booking.actions.restoring import (
    ask_findings,
    ask_restoring,
    give_rooms_back,
    lapse_restoring,
    say_found,
)
from liamm.features.booking.actions.rota import (
    RotaDraft,
    fill_rota,
    mark_note_read,
    tell_gaps,
    write_note,
)
from liamm.features.booking.actions.taking_back import take_opening_back
from liamm.features.booking.actions.tasks import (
    add_task,
    change_task,
    drop_task,
    finish_task,
    give_task_back,
    take_task,
)
from liamm.features.booking.actions.waiting import end_line, end_offer, leave_line, offer_room, wait_for_rooms
from liamm.features.booking.repeating import SeriesDraft, Slot
from liamm.features.booking.taking import BookingDraft
from liamm.features.booking.upkeep import FindingDraft, RestoringDraft, TaskDraft

__all__ = [
    "BlockingDraft",
    "BookingDraft",
    "FindingDraft",
    "OpeningDraft",
    "RestoringDraft",
    "RoomDraft",
    "RotaDraft",
    "SeriesDraft",
    "Slot",
    "TaskDraft",
    "add_photo",
    "add_task",
    "answer_opening",
    "answer_place",
    "arrange_room",
    "ask_arrival",
    "ask_findings",
    "ask_opening",
    "ask_place",
    "ask_restoring",
    "block_room",
    "book_rooms",
    "book_series",
    "cancel_booking",
    "cancel_series",
    "change_booking",
    "change_series",
    "change_task",
    "close_rooms",
    "confirm_arrival",
    "confirm_option",
    "drop_task",
    "end_line",
    "end_offer",
    "fill_rota",
    "finish_task",
    "follow_booking",
    "free_place",
    "give_rooms_back",
    "give_task_back",
    "lapse_option",
    "lapse_restoring",
    "leave_line",
    "lift_blocking",
    "mark_note_read",
    "offer_room",
    "open_house",
    "pass_term",
    "release_booking",
    "remind_option",
    "remove_photo",
    "restore_booking",
    "say_found",
    "settle_place",
    "take_opening_back",
    "take_task",
    "tell_gaps",
    "wait_for_rooms",
    "withdraw_opening",
    "withdraw_place",
    "write_note",
]
