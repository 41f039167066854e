"""The verbs of commitments."""

from liamm.features.commitments.actions.capacity import ask_load, hold_load, release_load, set_capacity

__all__ = ["ask_load", "hold_load", "release_load", "set_capacity"]
