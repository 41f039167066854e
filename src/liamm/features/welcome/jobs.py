"""What the house does by itself for those who come: it sends plan and codes in time, and forgets."""

from __future__ import annotations

import contextlib

from liamm.features.welcome.actions import (
    close_code,
    forget_code,
    forget_guest,
    forget_need,
    forget_wish,
    send_access,
)
from liamm.features.welcome.queries import (
    codes_to_close,
    codes_to_forget,
    guests_to_forget,
    needs_to_forget,
    to_send,
    wishes_to_forget,
)
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.jobs import every


@every("*/5 * * * *", "welcome.send_access")
def send_access_letters() -> None:
    """Write to those who are sure to come as soon as their window opens, then to those who confirm after."""
    for booking in to_send(clock.now()):
        with contextlib.suppress(DomainError):  # nothing to say yet, or cancelled in between
            send_access(SYSTEM, booking)


@every("*/5 * * * *", "welcome.close_codes")
def close_codes() -> None:
    """Let go of the codes whose time is over."""
    for code in codes_to_close(clock.now()):
        with contextlib.suppress(DomainError):  # its window is open for some hours still
            close_code(SYSTEM, code)


@every("43 * * * *", "welcome.forget")
def forget_those_who_came() -> None:
    """Apply the delays of the charter, each in a transaction of its own; each hour, for some houses sleep at night."""
    for guest in needs_to_forget():
        forget_need(SYSTEM, guest)
    for wish in wishes_to_forget():
        forget_wish(SYSTEM, wish)
    for guest in guests_to_forget():
        forget_guest(SYSTEM, guest)
    for code in codes_to_forget():
        forget_code(SYSTEM, code)
