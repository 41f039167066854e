"""Tickets of forms: what is sent twice with the same one is taken once, without script and without cookie."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.core import signing

from liamm.kernel import clock

LONGEST = timedelta(days=30)
_SALT = "liamm.terrain.ticket"


@dataclass(frozen=True, slots=True)
class Ticket:
    """The key of one form and when it was given."""

    key: str
    at: float


def new_ticket() -> str:
    """A signed ticket for a form: it makes a double sending one, and shows how long the form was open."""
    return signing.dumps([secrets.token_hex(16), clock.now().timestamp()], salt=_SALT)


def read_ticket(ticket: str) -> Ticket | None:
    """The ticket, None when it is forged or a month old."""
    try:
        key, at = signing.loads(ticket, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    read = Ticket(str(key), float(at))
    return read if clock.now().timestamp() - read.at < LONGEST.total_seconds() else None
