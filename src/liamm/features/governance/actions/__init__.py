"""The verbs of governance."""

from liamm.features.governance.actions.agenda import (
    ItemDraft,
    add_item,
    add_request,
    drop_confirmation,
    order_items,
    pass_on_item,
    place_item,
    remove_item,
)
from liamm.features.governance.actions.attending import hand_chair, note_presence
from liamm.features.governance.actions.bodies import MandateDraft, end_mandate, found_body, give_mandate
from liamm.features.governance.actions.calendar import (
    CallDraft,
    call_sitting,
    cancel_sitting,
    move_sitting,
    plan_sitting,
)
from liamm.features.governance.actions.convening import answer_presence, convene_sitting
from liamm.features.governance.actions.correcting import CorrectionDraft, correct_decision
from liamm.features.governance.actions.deciding import (
    AlreadyDecidedError,
    ClosingDraft,
    PreconisationDraft,
    decide_item,
)
from liamm.features.governance.actions.delegating import decide_by_delegation
from liamm.features.governance.actions.following import close_preconisation, remind_preconisation
from liamm.features.governance.actions.framing import FrameDraft, set_frame
from liamm.features.governance.actions.observing import attach_observation, read_observation
from liamm.features.governance.actions.recusing import propose_recusal, recuse_oneself, settle_recusal
from liamm.features.governance.actions.running import (
    OpeningDraft,
    close_sitting,
    open_sitting,
    take_item,
    take_notes,
)
from liamm.features.governance.actions.subjects import SubjectDraft, accept_subject, decline_subject, suggest_subject
from liamm.features.governance.actions.writing import TextDraft, hand_back_text, read_text, write_texts

__all__ = [
    "AlreadyDecidedError",
    "CallDraft",
    "ClosingDraft",
    "CorrectionDraft",
    "FrameDraft",
    "ItemDraft",
    "MandateDraft",
    "OpeningDraft",
    "PreconisationDraft",
    "SubjectDraft",
    "TextDraft",
    "accept_subject",
    "add_item",
    "add_request",
    "answer_presence",
    "attach_observation",
    "call_sitting",
    "cancel_sitting",
    "close_preconisation",
    "close_sitting",
    "convene_sitting",
    "correct_decision",
    "decide_by_delegation",
    "decide_item",
    "decline_subject",
    "drop_confirmation",
    "end_mandate",
    "found_body",
    "give_mandate",
    "hand_back_text",
    "hand_chair",
    "move_sitting",
    "note_presence",
    "open_sitting",
    "order_items",
    "pass_on_item",
    "place_item",
    "plan_sitting",
    "propose_recusal",
    "read_observation",
    "read_text",
    "recuse_oneself",
    "remind_preconisation",
    "remove_item",
    "set_frame",
    "settle_recusal",
    "suggest_subject",
    "take_item",
    "take_notes",
    "write_texts",
]
