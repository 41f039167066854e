"""What the house does by itself for those who came: it forgets."""

from __future__ import annotations

from liamm.features.welcome.actions import forget_guest, forget_need
from liamm.features.welcome.queries import guests_to_forget, needs_to_forget
from liamm.kernel.access import SYSTEM
from liamm.kernel.jobs import every


@every("41 2 * * *", "welcome.forget")
def forget_those_who_came() -> None:
    """Apply the delays of the charter, each in a transaction of its own."""
    for guest in needs_to_forget():
        forget_need(SYSTEM, guest)
    for guest in guests_to_forget():
        forget_guest(SYSTEM, guest)
