"""The verbs of clarifications, proposals and appraisals."""

from liamm.features.proposals.actions.appraising import (
    Draft,
    draft_opinions,
    invite_appraiser,
    release_appraiser,
    remind_appraiser,
    send_opinions,
    set_aside_appraiser,
)
from liamm.features.proposals.actions.carriers import leave_proposal
from liamm.features.proposals.actions.clarifying import (
    close_clarification,
    invite_party,
    open_clarification,
    reopen_clarification,
    write_exchange,
)
from liamm.features.proposals.actions.deciding import end_deferral, enter_load, mark_decided
from liamm.features.proposals.actions.forgetting import forget_invited
from liamm.features.proposals.actions.gate import hold_gate, pass_gate, reopen_gate
from liamm.features.proposals.actions.inviting import (
    accept_invitation,
    close_invitation,
    decline_invitation,
    invite_appraiser_by_mail,
    invite_carrier,
    seat_newcomer,
)
from liamm.features.proposals.actions.starting import resubmit_proposal, start_proposal
from liamm.features.proposals.actions.submitting import (
    accompany_proposal,
    return_proposal,
    submit_proposal,
    take_up_again,
    withdraw_proposal,
)
from liamm.features.proposals.actions.writing import settle_aside, write_answers

__all__ = [
    "Draft",
    "accept_invitation",
    "accompany_proposal",
    "close_clarification",
    "close_invitation",
    "decline_invitation",
    "draft_opinions",
    "end_deferral",
    "enter_load",
    "forget_invited",
    "hold_gate",
    "invite_appraiser",
    "invite_appraiser_by_mail",
    "invite_carrier",
    "invite_party",
    "leave_proposal",
    "mark_decided",
    "open_clarification",
    "pass_gate",
    "release_appraiser",
    "remind_appraiser",
    "reopen_clarification",
    "reopen_gate",
    "resubmit_proposal",
    "return_proposal",
    "seat_newcomer",
    "send_opinions",
    "set_aside_appraiser",
    "settle_aside",
    "start_proposal",
    "submit_proposal",
    "take_up_again",
    "withdraw_proposal",
    "write_answers",
    "write_exchange",
]
