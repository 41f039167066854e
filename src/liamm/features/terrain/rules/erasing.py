"""Taking out of a text all that could designate somebody, whoever asked for it to go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from liamm.kernel.telltale.sensitive import Passage, find, flat, hide

_SHORTEST_WORD = 3
_WORD = re.compile(r"\w+")


def words_of_name(name: str) -> list[str]:
    """The name, and each of its words that is long enough to be told from others."""
    return [name, *(word for word in re.split(r"[\s’'\-]+", name) if len(word) >= _SHORTEST_WORD)]


def erased(text: str, pieces: Iterable[str], mark: str) -> str:
    """The text with `mark` in the place of each recognised passage and of each of these pieces, as whole words."""
    found = [Passage(one.start, one.end, mark) for one in find(text)]
    named = [Passage(start, end, mark) for piece in pieces for start, end in _whole(text, piece)]
    return hide(text, [*found, *named])


def stands_in(texts: Sequence[str], piece: str) -> bool:
    """Whether a piece stands somewhere in these texts."""
    return any(_whole(text, piece) for text in texts)


def _whole(text: str, piece: str) -> list[tuple[int, int]]:
    wanted = flat(piece.strip())
    if not _WORD.search(wanted):
        return []
    before, after = r"(?<!\w)" if wanted[0].isalnum() else "", r"(?!\w)" if wanted[-1].isalnum() else ""
    pattern = before + r"\s+".join(re.escape(part) for part in wanted.split()) + after
    return [(match.start(), match.end()) for match in re.finditer(pattern, flat(text))]
