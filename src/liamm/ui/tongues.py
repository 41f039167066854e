"""Words of the lab and of people on a page in another language: each says its own, to whoever hears it (WCAG 3.1.2).

The filter that sets such words in type puts them between two signs that no text holds; whatever way they take through
components and translated sentences, the finished page says their language where they came to stand: on the element
that holds nothing else, or else around them. What stands in an element that says it already is left alone, and so is
what cannot say it (attributes, titles of the window).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils.translation import get_language

OPENS, CLOSES = "\ue000", "\ue001"
FRENCH = "fr"
"""The language of the words of the lab and of people."""

_PIECE = re.compile(
    r"(?P<whole><!--.*?-->|<(?P<raw>script|style)\b.*?</(?P=raw)>|<![^>]*>)"
    r"|<(?P<end>/)?(?P<tag>[a-zA-Z][\w-]*)(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL,
)
_LANG = re.compile(r"""\slang=["']?([\w-]+)""")
_EMPTY = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "use", "wbr"}
)
_WORDS_ONLY = frozenset({"desc", "option", "text", "textarea", "title", "tspan"})
"""Elements that hold words and no element."""
_SIGNS = re.compile(f"([{OPENS}{CLOSES}])")


def marked(words: str) -> str:
    """Words of the lab or of people, between the signs."""
    return f"{OPENS}{words}{CLOSES}" if words else words


def in_french(words: str) -> str:
    """A choice or a label in the words of the lab, on a page in whatever language."""
    spoken = get_language() or FRENCH
    return words if spoken.startswith(FRENCH) else marked(words)


def without_signs(text: str) -> str:
    """The same text, the signs taken away."""
    return _SIGNS.sub("", text)


@dataclass(slots=True)
class _Element:
    """An element that is open: where its tag is written, and the language of what it holds."""

    tag: str
    place: int
    language: str


@dataclass(slots=True)
class _Page:
    """A page as it is written anew."""

    written: list[str] = field(default_factory=list)
    open: list[_Element] = field(default_factory=list)
    since: int = 0
    """How deep one was when foreign words began; none since 0."""

    @property
    def language(self) -> str:
        return self.open[-1].language if self.open else ""

    def begin(self, tag: str, text: str) -> None:
        """An element opens."""
        text = without_signs(text)
        if tag not in _EMPTY and not text.endswith("/>"):
            said = _LANG.search(text)
            self.open.append(_Element(tag, len(self.written), said[1] if said else self.language))
        self.written.append(text)

    def end(self, tag: str, text: str) -> None:
        """An element closes, and with it those in it that need no closing; foreign words do not outlive it."""
        depth = next((n for n in range(len(self.open), 0, -1) if self.open[n - 1].tag == tag), 0)
        if depth:
            del self.open[depth - 1 :]
            if self.since > len(self.open):
                self.since = 0
        self.written.append(text)

    def say(self, text: str, *, alone: bool) -> None:
        """Words; `alone` when they are all that their element holds."""
        if not self.since and not _SIGNS.search(text):
            self.written.append(text)
            return
        runs = _SIGNS.split(text)
        foreign = [n for n, run in enumerate(runs) if run.strip() and run not in {OPENS, CLOSES}]
        if alone and len(foreign) == 1 and (self.since or OPENS in runs[: foreign[0]]):
            self._tell_on_element()
        for run in runs:
            if run == OPENS:
                self.since = self.since or len(self.open)
            elif run == CLOSES:
                self.since = 0
            elif run:
                self.written.append(self._told(run))

    def _tell_on_element(self) -> None:
        holder = self.open[-1]
        if holder.language != FRENCH and not _LANG.search(self.written[holder.place]):
            self.written[holder.place] = f'{self.written[holder.place][:-1]} lang="{FRENCH}">'
            holder.language = FRENCH

    def _told(self, run: str) -> str:
        plain = not self.since or not run.strip() or self.language == FRENCH
        if plain or (self.open and self.open[-1].tag in _WORDS_ONLY):
            return run
        return f'<span lang="{FRENCH}">{run}</span>'


def told(page: str) -> str:
    """The page, its foreign words saying their language."""
    if OPENS not in page:
        return page
    made, at = _Page(), 0
    opened = False
    for piece in _PIECE.finditer(page):
        if piece.start() > at:
            made.say(page[at : piece.start()], alone=opened and piece["end"] is not None)
        opened = piece["tag"] is not None and piece["end"] is None and piece["tag"].lower() not in _EMPTY
        if piece["whole"] is not None:
            made.written.append(without_signs(piece[0]))
        elif piece["end"]:
            made.end(piece["tag"].lower(), piece[0])
        else:
            made.begin(piece["tag"].lower(), piece[0])
        at = piece.end()
    made.say(page[at:], alone=False)
    return "".join(made.written)
