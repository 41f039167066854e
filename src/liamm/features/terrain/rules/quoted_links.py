"""Finding in a text the links that only its author should hold: whoever answers a letter of the house quotes them.

However the mail was quoted: a link may stand between angle brackets, be broken over lines that a mark of quotation
begins, or be wrapped in the address of a filter (`…?url=https%3A%2F%2F…`).
"""

from __future__ import annotations

import re
from array import array

_SLASH = r"(?:/|%2F)"
_SIGNED = r"(?:[\w.\-]|%2E)+?(?::|%3A)\w{5,8}(?::|%3A)[\w\-]{43}"
_DRAWN = r"[\w\-]{43}"
_KEYS = {
    r"communaute/rejoindre/suivi": _SIGNED,
    r"courrier/arreter": _SIGNED,
    r"presence": _SIGNED,
    r"role/lien": _DRAWN,
    r"demandes/invitation": _DRAWN,
    r"suivi": r"[\w\-]{32}",
}
"""The paths of the house that letters carry and that one key opens, with the shape of the key."""
_DOORS = "|".join(f"{path.replace('/', _SLASH)}{_SLASH}{key}" for path, key in _KEYS.items())
_LINK = re.compile(rf"(?:https?:(?:(?!https?:)[^\s<>])*?)?{_SLASH}(?:{_DOORS})", re.IGNORECASE)
_BREAK = re.compile("=?\r?\n[>|\\s]*|[\u200b\u00ad\ufeff]")
_REST = re.compile(r"[\w\-.~:/?#&=%+]*[\w/=]")


def without_links(text: str, instead: str) -> str:
    """The text with these words in the place of each such link."""
    if not _LINK.search(_BREAK.sub("", text)):
        return text
    flat, places = _flattened(text)
    kept: list[str] = []
    last = 0
    for match in _LINK.finditer(flat):
        start, end = _around(text, places[match.start()], places[match.end() - 1] + 1)
        if start >= last:
            kept += [text[last:start], instead]
            last = end
    return "".join([*kept, text[last:]])


def _flattened(text: str) -> tuple[str, array[int]]:
    """The text without its breaks, and where each of its signs stands in the text."""
    gone = {place for match in _BREAK.finditer(text) for place in range(*match.span())}
    places = array("Q", (place for place in range(len(text)) if place not in gone))
    return "".join(text[place] for place in places), places


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """With what follows the key in the link, and the angle brackets around it."""
    rest = _REST.match(text, end)
    end = rest.end() if rest else end
    bracketed = text[start - 1 : start] == "<" and text[end : end + 1] == ">"
    return (start - 1, end + 1) if bracketed else (start, end)
