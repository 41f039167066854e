"""What pages read of those who come."""

from liamm.features.welcome.queries.guests import (
    GuestPage,
    GuestsPage,
    doors_of,
    guest_page,
    guests_page,
    guests_to_forget,
    load_guest,
    load_hosted,
    needs_to_forget,
)

__all__ = [
    "GuestPage",
    "GuestsPage",
    "doors_of",
    "guest_page",
    "guests_page",
    "guests_to_forget",
    "load_guest",
    "load_hosted",
    "needs_to_forget",
]
