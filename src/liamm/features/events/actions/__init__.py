"""The verbs of events."""

from liamm.features.events.actions.answering import (
    RegistrationChange,
    accept_offer,
    cancel_registration,
    change_registration,
    lapse_offer,
)
from liamm.features.events.actions.dating import (
    add_dates,
    call_off_date,
    follow_rooms,
    lose_rooms,
    move_date,
    set_places,
)
from liamm.features.events.actions.keeping import forget_need, forget_registration, remind
from liamm.features.events.actions.planning import (
    cancel_event,
    change_event,
    close_registrations,
    hold_event,
    open_event,
    plan_event,
)
from liamm.features.events.actions.preparing import (
    MaterialDraft,
    QuestionDraft,
    ask_question,
    copy_event,
    drop_question,
    hand_out,
    note_export,
    take_back,
    write_registered,
)
from liamm.features.events.actions.registering import Registered, RegistrationDraft, register
from liamm.features.events.planning import EventDraft, EventWords, SessionDraft

__all__ = [
    "EventDraft",
    "EventWords",
    "MaterialDraft",
    "QuestionDraft",
    "Registered",
    "RegistrationChange",
    "RegistrationDraft",
    "SessionDraft",
    "accept_offer",
    "add_dates",
    "ask_question",
    "call_off_date",
    "cancel_event",
    "cancel_registration",
    "change_event",
    "change_registration",
    "close_registrations",
    "copy_event",
    "drop_question",
    "follow_rooms",
    "forget_need",
    "forget_registration",
    "hand_out",
    "hold_event",
    "lapse_offer",
    "lose_rooms",
    "move_date",
    "note_export",
    "open_event",
    "plan_event",
    "register",
    "remind",
    "set_places",
    "take_back",
    "write_registered",
]
