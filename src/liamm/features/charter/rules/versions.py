"""When a version may take effect, which one holds on a day, and how two texts differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Known:
    """A version already adopted: its number, its fingerprint and the first day it holds."""

    number: str
    digest: str
    in_force: date


class Verdict(StrEnum):
    """Whether a version may be adopted, and what stops it."""

    GOES = "goes"
    SAME_ALREADY = "same_already"
    NUMBER_TAKEN = "number_taken"
    BEFORE_ADOPTION = "before_adoption"
    BEFORE_THE_LAST = "before_the_last"
    IN_THE_PAST = "in_the_past"


def may_adopt(known: Sequence[Known], new: Known, *, adopted: date, today: date) -> Verdict:
    """Say whether `new` may follow the versions already known.

    The first version of a laboratory may have been in force for long; the next ones never reach into the past, so
    that what was decided stays decided under the version of its day.
    """
    namesake = next((each for each in known if each.number == new.number), None)
    if namesake:
        return Verdict.SAME_ALREADY if namesake.digest == new.digest else Verdict.NUMBER_TAKEN
    if new.in_force < adopted:
        return Verdict.BEFORE_ADOPTION
    if known and new.in_force <= max(each.in_force for each in known):
        return Verdict.BEFORE_THE_LAST
    if known and new.in_force < today:
        return Verdict.IN_THE_PAST
    return Verdict.GOES


def holding(known: Sequence[Known], day: date) -> Known | None:
    """The version that holds on a day: the last that had taken effect."""
    past = [each for each in known if each.in_force <= day]
    return max(past, key=lambda each: each.in_force) if past else None


class Mark(StrEnum):
    """What happened to a piece of text; the values are the HTML elements that say it."""

    KEPT = ""
    ADDED = "ins"
    REMOVED = "del"


Piece = tuple[Mark, str]
_TOKEN = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


def differences(old: str, new: str) -> tuple[Piece, ...]:
    """Say word by word what `old` lost and what `new` gained.

    The pieces kept and added, joined, are exactly `new`; the pieces kept and removed are exactly `old`.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for what, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        kept = Mark.KEPT if what == "equal" else Mark.REMOVED
        pieces.append((kept, "".join(before[start:end])))
        if what != "equal":
            pieces.append((Mark.ADDED, "".join(after[first:last])))
    return _in_phrases([piece for piece in pieces if piece[1]])


def _in_phrases(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Bridge the lone spaces between two changes, so that a phrase replaced reads as one phrase."""
    found: list[Piece] = []
    removed = added = ""
    for mark, text in pieces:
        if mark is Mark.REMOVED:
            removed += text
        elif mark is Mark.ADDED:
            added += text
        elif (removed or added) and not text.strip() and "\n" not in text:
            removed, added = removed + text, added + text
        else:
            found += _change(removed, added)
            removed = added = ""
            found.append((Mark.KEPT, text))
    return (*found, *_change(removed, added))


def _change(removed: str, added: str) -> list[Piece]:
    """A change as one piece removed and one added, the spaces that end both being kept as they are."""
    shared = 0
    while shared < min(len(removed), len(added)) and removed[-shared - 1] == added[-shared - 1] == " ":
        shared += 1
    cut = len(removed) - shared, len(added) - shared
    pieces = [(Mark.REMOVED, removed[: cut[0]]), (Mark.ADDED, added[: cut[1]]), (Mark.KEPT, removed[cut[0] :])]
    return [piece for piece in pieces if piece[1]]


def by_line(pieces: Sequence[Piece]) -> tuple[tuple[Piece, ...], ...]:
    """Cut pieces at the ends of lines, so that each line shows by itself; empty lines go."""
    lines: list[list[Piece]] = [[]]
    for mark, text in pieces:
        first, *rest = text.split("\n")
        lines[-1].append((mark, first))
        lines.extend([(mark, part)] for part in rest)
    kept = ([piece for piece in line if piece[1]] for line in lines)
    return tuple(tuple(line) for line in kept if line)
