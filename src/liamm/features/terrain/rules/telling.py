"""How long what is told may be, and what is kept of it: the same for every door (form, mail, table)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

LIMITS: Mapping[str, int] = {
    "words": 20_000,
    "for_whom": 300,
    "place": 200,
    "tried": 20_000,
    "name": 150,
    "mail": 254,
    "phone": 40,
}
_UNSEEN = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f\\u202a-\\u202e\\u2066-\\u2069]")
_MAIL = re.compile(r"[^@\s<>,;:\"()\[\]]+@[^@\s<>,;:\"()\[\].]+(?:\.[^@\s<>,;:\"()\[\].]+)+")


@dataclass(frozen=True, slots=True)
class TooLong:
    """A text longer than can be kept: nothing of it is cut, it is refused."""

    field: str
    count: int
    limit: int


def readable(text: str) -> str:
    """The text without what nobody sees and that can turn words around: control and direction marks."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def too_long(told: Mapping[str, str]) -> TooLong | None:
    """The first text that is longer than can be kept."""
    over = (TooLong(name, len(told[name]), most) for name, most in LIMITS.items() if len(told.get(name, "")) > most)
    return next(over, None)


def is_mail(said: str) -> bool:
    """Whether a text is an address that a mail can be sent to."""
    return len(said) <= LIMITS["mail"] and bool(_MAIL.fullmatch(said))
