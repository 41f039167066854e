"""What pages and upper features read of commitments."""

from liamm.features.commitments.queries.capacity import (
    asked_by,
    exceeds,
    load_table,
    months_asked,
    say_load,
    say_month,
)
from liamm.features.commitments.queries.engagements import (
    Gathered,
    gathered,
    gathered_all,
    kept_for,
    mine,
    past_their_term,
)

__all__ = [
    "Gathered",
    "asked_by",
    "exceeds",
    "gathered",
    "gathered_all",
    "kept_for",
    "load_table",
    "mine",
    "months_asked",
    "past_their_term",
    "say_load",
    "say_month",
]
