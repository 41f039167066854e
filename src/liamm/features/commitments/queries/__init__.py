"""What pages and upper features read of commitments."""

from liamm.features.commitments.queries.capacity import (
    asked_by,
    exceeds,
    load_table,
    months_asked,
    say_load,
    say_month,
)

__all__ = ["asked_by", "exceeds", "load_table", "months_asked", "say_load", "say_month"]
