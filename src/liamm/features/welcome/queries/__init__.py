"""What pages read of those who come."""

from liamm.features.welcome.queries.codes import (
    AccessState,
    CodeLine,
    CodePage,
    CodesPage,
    access_state,
    code_page,
    codes_between,
    codes_page,
    codes_to_close,
    codes_to_forget,
    to_send,
)
from liamm.features.welcome.queries.expected import expected_guests, expected_hosts
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
    "AccessState",
    "CodeLine",
    "CodePage",
    "CodesPage",
    "GuestPage",
    "GuestsPage",
    "access_state",
    "code_page",
    "codes_between",
    "codes_page",
    "codes_to_close",
    "codes_to_forget",
    "doors_of",
    "expected_guests",
    "expected_hosts",
    "guest_page",
    "guests_page",
    "guests_to_forget",
    "load_guest",
    "load_hosted",
    "needs_to_forget",
    "to_send",
]
