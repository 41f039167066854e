"""What is arranged follows the bookings, a moment after they moved: nothing of it holds up who books."""

from __future__ import annotations

import contextlib

from liamm.features.booking.actions import follow_booking
from liamm.features.booking.arranging import to_follow
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.jobs import job


@job("booking.follow_bookings")
def follow_bookings() -> None:
    """Have what is arranged on the coming days say where and when the bookings are."""
    for booking in to_follow():
        with contextlib.suppress(DomainError):  # another did it in between
            follow_booking(SYSTEM, booking)
