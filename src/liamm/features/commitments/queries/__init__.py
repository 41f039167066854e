"""What pages and upper features read of commitments."""

from liamm.features.commitments.queries.capacity import (
    CapacityPage,
    asked_by,
    asked_by_all,
    capacity_page,
    exceeds,
    load_table,
    load_tables,
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
from liamm.features.commitments.rules.capacity import (
    LoadCell,
    LoadLine,
    LoadTable,
    Overflow,
    months_from,
    read_snapshot,
)
from liamm.features.commitments.rules.returning import dated_from, months_passed, months_until

__all__ = [
    "CapacityPage",
    "Gathered",
    "LoadCell",
    "LoadLine",
    "LoadTable",
    "Overflow",
    "asked_by",
    "asked_by_all",
    "capacity_page",
    "dated_from",
    "exceeds",
    "gathered",
    "gathered_all",
    "kept_for",
    "load_table",
    "load_tables",
    "mine",
    "months_asked",
    "months_from",
    "months_passed",
    "months_until",
    "past_their_term",
    "read_snapshot",
    "say_load",
    "say_month",
]
