"""What is done with circles and in them."""

from liamm.features.spaces.actions.circles import close_space, open_space
from liamm.features.spaces.actions.members import add_member, entrust_space, leave_space

__all__ = [
    "add_member",
    "close_space",
    "entrust_space",
    "leave_space",
    "open_space",
]
