"""Addresses as people paste them: one a line or many, with names or without, from a mail or from a table."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MOST_NAME = 150
_MOST_ADDRESS = 254
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"“”«»|]+@[^\s<>()\[\],;:\"“”«»|]+")
_GOOD = re.compile(r"[!-?A-~]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
_LINES = re.compile(r"[\n\r]+")
_PARTS = re.compile(r"[,;]+")
_AROUND = ",; \t\u00a0\u202f\"'“”«»<>()[]|:-–—•*"


@dataclass(frozen=True, slots=True)
class Address:
    """An address in small letters, and the name that stood beside it."""

    mail: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Pasted:
    """What was read in a list: each address once, those written twice, and what holds none."""

    found: tuple[Address, ...]
    twice: tuple[str, ...]
    unread: tuple[str, ...]


def read_addresses(text: str) -> Pasted:
    """Read a pasted list; nothing of it is dropped silently."""
    found: dict[str, Address] = {}
    twice: list[str] = []
    unread: list[str] = []
    for part in _parts(text):
        addresses = list(_read(part))
        if not addresses:
            unread.append(part)
        for one in addresses:
            if one.mail in found and one.mail not in twice:
                twice.append(one.mail)
            found[one.mail] = one if one.name or one.mail not in found else found[one.mail]
    return Pasted(tuple(found.values()), tuple(twice), tuple(unread))


def _parts(text: str) -> Iterator[str]:
    """What stands between commas, semicolons and ends of lines.

    Words without an address belong to the one that follows on their line: « Le Goff, Anna <anna@…> » is one person.
    """
    for line in _LINES.split(text):
        names: list[str] = []
        for part in _PARTS.split(line) if "@" in line else [line]:
            names.append(part.strip())
            if "@" in part:
                yield ", ".join(filter(None, names))
                names = []
        if left := ", ".join(name for name in names if name.strip(_AROUND)):
            yield left


def _read(part: str) -> Iterator[Address]:
    """The addresses of a part, each with the words before it, else after it."""
    before = 0
    matches = list(_ADDRESS.finditer(part))
    for match in matches:
        mail = match[0].strip(_AROUND).rstrip(".").lower().removeprefix("mailto:")
        name = _name(part[before : match.start()])
        if not name and len(matches) == 1:
            name = _name(part[match.end() :])
        before = match.end()
        if _GOOD.fullmatch(mail) and len(mail) <= _MOST_ADDRESS:
            yield Address(mail, name)


def _name(words: str) -> str:
    """The words beside an address as a name, of a length that can be kept."""
    said = " ".join(words.split()).strip(_AROUND)
    return "" if said.lower() == "mailto" else said[:_MOST_NAME].strip(_AROUND)
