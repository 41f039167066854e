"""What is done with circles, in them, and to come into the community."""

from liamm.features.spaces.actions.circles import close_space, open_space
from liamm.features.spaces.actions.joining import JoinDraft, ask_to_join, withdraw_request
from liamm.features.spaces.actions.members import add_member, entrust_space, leave_space
from liamm.features.spaces.actions.roles import accept_rules, end_community_role, give_community_role
from liamm.features.spaces.actions.welcoming import decline_request, note_conversation, plan_welcome, welcome

__all__ = [
    "JoinDraft",
    "accept_rules",
    "add_member",
    "ask_to_join",
    "close_space",
    "decline_request",
    "end_community_role",
    "entrust_space",
    "give_community_role",
    "leave_space",
    "note_conversation",
    "open_space",
    "plan_welcome",
    "welcome",
    "withdraw_request",
]
