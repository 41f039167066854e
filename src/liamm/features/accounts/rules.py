"""What must be true of a SIRET, and of the guard of the house, whatever the page or the command that asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

LA_POSTE = "356000000"
_SIRET_DIGITS = 14


@dataclass(frozen=True, slots=True)
class Term:
    """From a day to a day, both included; no end means until further notice."""

    starts: date
    ends: date | None = None


def tidy_siret(typed: str) -> str:
    """A SIRET as people type it (spaces, dots, dashes), reduced to what counts."""
    return "".join(letter for letter in typed if letter not in " .-\u00a0\u202f\t")


def is_siret(digits: str) -> bool:
    """Whether fourteen digits can be a SIRET: Luhn's sum, or a sum multiple of five for the offices of La Poste."""
    if len(digits) != _SIRET_DIGITS or not (digits.isascii() and digits.isdigit()):
        return False
    if _luhn(digits) % 10 == 0:
        return True
    return digits.startswith(LA_POSTE) and sum(map(int, digits)) % 5 == 0


def _luhn(digits: str) -> int:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = int(digit) * (2 if place % 2 else 1)
        total += doubled - 9 if doubled > 9 else doubled  # noqa: PLR2004  # the two digits of a double are added
    return total


def first_day_unguarded(terms: Iterable[Term], since: date) -> date | None:
    """The first day from `since` on that no term covers; None when somebody is there for ever."""
    day = since
    for term in sorted(terms, key=lambda one: one.starts):
        if term.starts > day:
            return day
        if term.ends is None:
            return None
        day = max(day, term.ends + timedelta(days=1))
    return day


_BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("Linux", "Linux"),
)


def device_of(user_agent: str) -> list[str]:
    """The browser and the system that a User-Agent header names, as far as they are recognised."""
    found = (next((name for mark, name in marks if mark in user_agent), "") for marks in (_BROWSERS, _SYSTEMS))
    return [name for name in found if name]
