"""What was put into a text and taken out of it, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

KEPT, PUT_IN, TAKEN_OUT = "", "ins", "del"
_PIECE = re.compile(r"\s+|\S+")


def pieces_between(before: str, after: str) -> list[tuple[str, str]]:
    """Pairs of ("", "ins" or "del") and a piece of text; without the "del" they give the text after."""
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    pieces: list[tuple[str, str]] = []
    for kind, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append((KEPT, "".join(new[new_from:new_to])))
            continue
        pieces.append((TAKEN_OUT, "".join(old[old_from:old_to])))
        pieces.append((PUT_IN, "".join(new[new_from:new_to])))
    return [(kind, text) for kind, text in pieces if text]
