"""The verbs of commitments."""

from liamm.features.commitments.actions.capacity import ask_load, drop_load, hold_load, release_load, set_capacity
from liamm.features.commitments.actions.engagements import EngagementDraft, end_term, engage, give_back

__all__ = [
    "EngagementDraft",
    "ask_load",
    "drop_load",
    "end_term",
    "engage",
    "give_back",
    "hold_load",
    "release_load",
    "set_capacity",
]
