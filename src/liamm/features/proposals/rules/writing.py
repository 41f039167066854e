"""Writing the same request at the same time: an answer never overwrites one that its writer has not seen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

Value = str | list[str]
Hand = tuple[UUID, datetime | None]
"""Who writes, and when the page they write on was opened: two pages of one person are two hands."""
_SHORT = 16


class Landing(StrEnum):
    """What becomes of a text that someone sends."""

    SAME = "same"
    WRITTEN = "written"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Standing:
    """The answer as it stands: its text, its number (0: nobody wrote yet), and whose hand wrote each number since."""

    value: Value
    number: int
    hands_since: Sequence[Hand] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What someone sends: the text, what they had before them (its number, the digest of its text), and since when."""

    value: Value
    base: int
    base_digest: str
    opened: datetime | None = None


def land(sent: Sent, standing: Standing, writer: Hand) -> Landing:
    """Whether a text sent replaces the standing one, changes nothing, or is kept aside for its writer to see.

    `standing.hands_since` are those that wrote after the number the writer had before them. A hand that was alone to
    write since then goes on writing; a text left as it was found never undoes what another wrote meanwhile.
    """
    if digest(sent.value) == digest(standing.value):
        return Landing.SAME
    others = any(hand != writer for hand in standing.hands_since)
    untouched = digest(sent.value) == sent.base_digest
    if not others:
        return Landing.SAME if untouched and sent.base == standing.number else Landing.WRITTEN
    return Landing.SAME if untouched else Landing.ASIDE


def digest(value: Value) -> str:
    """A short mark of an answer: line ends and spaces at both ends do not change it, and nothing is always nothing."""
    canonical = json.dumps(cleaned(value) or "", ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()[:_SHORT]


def cleaned(value: Value) -> Value:
    """An answer as it is kept: line ends as they are meant, no space around, choices in a fixed order, once each."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n").strip()
    return sorted({item.strip() for item in value if item.strip()})


def is_empty(value: Value) -> bool:
    """Whether nothing was answered."""
    return not cleaned(value)
