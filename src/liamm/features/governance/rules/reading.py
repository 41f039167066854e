"""Four eyes: what must be true before a text leaves the house."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Missing(StrEnum):
    """What keeps a text in the house."""

    TITLE = "title"
    TEXT = "text"
    READERS = "readers"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class Draft:
    """The public text of an act: who wrote any of it, who read this very version, and whether one gave it back."""

    title: str
    text: str
    writers: frozenset[UUID]
    readers: frozenset[UUID]
    handed_back: bool = False


def may_read(reader: UUID, writers: Collection[UUID]) -> bool:
    """Whether this person is another than those who wrote."""
    return reader not in writers


def missing(draft: Draft, *, readers: int) -> tuple[Missing, ...]:
    """All that is missing before the text may leave; empty when it may."""
    found = []
    if not draft.title.strip():
        found.append(Missing.TITLE)
    if not draft.text.strip():
        found.append(Missing.TEXT)
    if readers_left(draft, readers=readers):
        found.append(Missing.READERS)
    if draft.handed_back:
        found.append(Missing.CORRECTION)
    return tuple(found)


def readers_left(draft: Draft, *, readers: int) -> int:
    """How many other people still have to read this version."""
    return max(0, readers - len(draft.readers - draft.writers))
