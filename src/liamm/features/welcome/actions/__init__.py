"""The verbs of the welcome."""

from liamm.features.welcome.actions.access import Access, see_access, send_access
from liamm.features.welcome.actions.answering import Answer, answer_invitation
from liamm.features.welcome.actions.codes import (
    Choice,
    CodeDraft,
    open_code,
    replace_code,
    set_code,
)
from liamm.features.welcome.actions.ending import close_code, forget_code, recall_access, take_off_code
from liamm.features.welcome.actions.forgetting import forget_guest, forget_need
from liamm.features.welcome.actions.introducing import (
    WishDraft,
    answer_introduction,
    forget_wish,
    propose_introduction,
    take_back_wish,
    wish_introduction,
)
from liamm.features.welcome.actions.inviting import (
    Invited,
    NoticeDraft,
    invite_guests,
    take_back_guest,
    write_notice,
)
from liamm.features.welcome.actions.losing import report_lost_codes
from liamm.features.welcome.actions.telling import tell_guests
from liamm.features.welcome.actions.ways import WayDraft, draw_way

__all__ = [
    "Access",
    "Answer",
    "Choice",
    "CodeDraft",
    "Invited",
    "NoticeDraft",
    "WayDraft",
    "WishDraft",
    "answer_introduction",
    "answer_invitation",
    "close_code",
    "draw_way",
    "forget_code",
    "forget_guest",
    "forget_need",
    "forget_wish",
    "invite_guests",
    "open_code",
    "propose_introduction",
    "recall_access",
    "replace_code",
    "report_lost_codes",
    "see_access",
    "send_access",
    "set_code",
    "take_back_guest",
    "take_back_wish",
    "take_off_code",
    "tell_guests",
    "wish_introduction",
    "write_notice",
]
