"""The verbs of the day, by what they are about: the day itself, and what is put right after it."""

from liamm.features.attendance.actions.correcting import CorrectionDraft, correct_arrivals
from liamm.features.attendance.actions.days import (
    MOST_USEFUL,
    PhotoDraft,
    add_photo,
    answer_photos,
    count_people,
    forget_agreements,
    give_feedback,
    note_arrivals,
    receive,
    remove_photo,
    send_away,
    write_restitution,
)

__all__ = [
    "MOST_USEFUL",
    "CorrectionDraft",
    "PhotoDraft",
    "add_photo",
    "answer_photos",
    "correct_arrivals",
    "count_people",
    "forget_agreements",
    "give_feedback",
    "note_arrivals",
    "receive",
    "remove_photo",
    "send_away",
    "write_restitution",
]
