"""The verbs of the welcome."""

from liamm.features.welcome.actions.answering import Answer, answer_invitation
from liamm.features.welcome.actions.forgetting import forget_guest, forget_need
from liamm.features.welcome.actions.inviting import (
    Invited,
    NoticeDraft,
    invite_guests,
    take_back_guest,
    write_notice,
)
from liamm.features.welcome.actions.telling import tell_guests

__all__ = [
    "Answer",
    "Invited",
    "NoticeDraft",
    "answer_invitation",
    "forget_guest",
    "forget_need",
    "invite_guests",
    "take_back_guest",
    "tell_guests",
    "write_notice",
]
