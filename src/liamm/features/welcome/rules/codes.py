"""Codes that a keypad takes: what is too easy to guess, and drawing one that is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from itertools import pairwise

SHORTEST, LONGEST = 4, 12
_TAKEN = re.compile(rf"[0-9A-F*#]{{{SHORTEST},{LONGEST}}}")
_DIGITS = 10
_FEWEST_SIGNS = 3
_YEARS = range(1900, 2100)
_TRIED_FIRST = frozenset({"2580", "0852", "1379", "9731", "2468", "8642", "1357", "7531", "147258369", "159357"})


class Fault(StrEnum):
    """Why a code is not taken."""

    SIGNS = "signs"
    FEW_SIGNS = "few_signs"
    FOLLOWING = "following"
    REPEATED = "repeated"
    YEAR = "year"
    TRIED_FIRST = "tried_first"
    SAME = "same"


def cleaned(code: str) -> str:
    """As a keypad takes it: without blanks, in capitals."""
    return "".join(code.split()).upper()


def fault_of(code: str, *, known: Collection[str] = ()) -> Fault | None:
    """Why a code is not taken, None when it is good; `known` are those that are in use."""
    if not _TAKEN.fullmatch(code):
        return Fault.SIGNS
    if code in known:
        return Fault.SAME
    return next((fault for fault, is_so in _EASY.items() if is_so(code)), None)


def _follows(code: str) -> bool:
    """« 3456 », « 9876 », « 8901 »: each sign follows the one before, up or down, in a round."""
    if not code.isdecimal():
        return False
    steps = {(int(after) - int(before)) % _DIGITS for before, after in pairwise(code)}
    return len(steps) == 1 and steps <= {1, _DIGITS - 1}


def _repeats(code: str) -> bool:
    """« 123123 », « 1221 »: a half says the whole."""
    half, odd = divmod(len(code), 2)
    return not odd and (code[:half] == code[half:] or code[:half] == code[: half - 1 : -1])


def _is_year(code: str) -> bool:
    return len(code) == SHORTEST and code.isdecimal() and int(code) in _YEARS


_EASY: Mapping[Fault, Callable[[str], bool]] = {
    Fault.FEW_SIGNS: lambda code: len(set(code)) < _FEWEST_SIGNS,
    Fault.FOLLOWING: _follows,
    Fault.REPEATED: _repeats,
    Fault.TRIED_FIRST: lambda code: code in _TRIED_FIRST,
    Fault.YEAR: _is_year,
}


def draw(length: int, below: Callable[[int], int], *, known: Collection[str] = ()) -> str:
    """Digits that nobody chose (`below` gives a number under another, at random), good and not in use."""
    while True:
        code = "".join(str(below(_DIGITS)) for _ in range(length))
        if fault_of(code, known=known) is None:
            return code
