"""The verbs of terrain."""

from liamm.features.terrain.actions.authoring import add_precision, agree_publication, stop_news
from liamm.features.terrain.actions.communities import (
    LONGEST_EXPERTISE,
    Call,
    Engagement,
    change_call,
    join_community,
    leave_community,
    open_community,
)
from liamm.features.terrain.actions.confirming import confirm_voice
from liamm.features.terrain.actions.desk import (
    answer_signal,
    assign_reader,
    read_signal,
    redirect_signal,
    take_up_signal,
    write_to_author,
)
from liamm.features.terrain.actions.forgetting import forget_author, forget_original
from liamm.features.terrain.actions.importing import check_table, forget_table, import_table
from liamm.features.terrain.actions.intake import Receipt, Told, take_signal
from liamm.features.terrain.actions.locating import locate_signal
from liamm.features.terrain.actions.mailing import forget_mail, refuse_mail, take_mail
from liamm.features.terrain.actions.masking import Mask, mask_signal, open_original
from liamm.features.terrain.actions.maturity import mark_maturity
from liamm.features.terrain.actions.merging import merge_signals, split_signal
from liamm.features.terrain.actions.news import tell_authors
from liamm.features.terrain.actions.problems import (
    ProblemDraft,
    close_problem,
    cross_signals,
    raise_problem,
    reopen_problem,
    uncross_signal,
    write_known,
)
from liamm.features.terrain.actions.redacting import redact_version
from liamm.features.terrain.actions.relays import RelayDraft, end_relay, name_relay
from liamm.features.terrain.actions.withdrawing import Withdrawn, withdraw_signal
from liamm.features.terrain.actions.wording import Wording, publish_wording, withdraw_wording

__all__ = [
    "LONGEST_EXPERTISE",
    "Call",
    "Engagement",
    "Mask",
    "ProblemDraft",
    "Receipt",
    "RelayDraft",
    "Told",
    "Withdrawn",
    "Wording",
    "add_precision",
    "agree_publication",
    "answer_signal",
    "assign_reader",
    "change_call",
    "check_table",
    "close_problem",
    "confirm_voice",
    "cross_signals",
    "end_relay",
    "forget_author",
    "forget_mail",
    "forget_original",
    "forget_table",
    "import_table",
    "join_community",
    "leave_community",
    "locate_signal",
    "mark_maturity",
    "mask_signal",
    "merge_signals",
    "name_relay",
    "open_community",
    "open_original",
    "publish_wording",
    "raise_problem",
    "read_signal",
    "redact_version",
    "redirect_signal",
    "refuse_mail",
    "reopen_problem",
    "split_signal",
    "stop_news",
    "take_mail",
    "take_signal",
    "take_up_signal",
    "tell_authors",
    "uncross_signal",
    "withdraw_signal",
    "withdraw_wording",
    "write_known",
    "write_to_author",
]
