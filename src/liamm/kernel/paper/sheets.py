"""The blocks of a sheet, and their way to typst: as JSON values that one template sets."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings

from liamm.kernel.french import typeset
from liamm.kernel.late import Late
from liamm.kernel.paper.markdown import blocks_of

if TYPE_CHECKING:
    import typst
else:
    typst = Late("typst")

_TEMPLATE = Path(__file__).parent / "sheet.typ"
_STANDS_IN = "□"
_PATIENCE = 40
_NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_FAR = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\U0001fb00-\U0010ffff]")
_PICTURES = re.compile("(?:[\U0001f000-\U0001faff](?:\u200d[\u2640\u2642\u2695-\u27bf])?[\u200d\ufe0f]*)+ ?|\ufe0f")


def _drawn(text: str) -> str:
    """Typeset, without the signs that command a machine rather than say something."""
    return "".join(sign for sign in typeset(text) if sign in "\n\t" or unicodedata.category(sign) != "Cc")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 2 stands under the title, 3 under a heading of level 2."""

    text: str
    level: int = 2

    def value(self) -> list[dict[str, Any]]:
        """As the template takes it."""
        return [{"kind": "heading", "level": self.level, "text": _drawn(self.text)}]


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown that someone typed; its own headings become bold lines, so that the outline stays that of the sheet."""

    markdown: str

    def value(self) -> list[dict[str, Any]]:
        """As the template takes it."""
        return blocks_of(_drawn(self.markdown))


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short lines."""

    lines: Sequence[str]

    def value(self) -> list[dict[str, Any]]:
        """As the template takes it."""
        return [{"kind": "items", "lines": [_drawn(line) for line in self.lines]}] if self.lines else []


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a term and what is said of it; empty ones are left out."""

    pairs: Sequence[tuple[str, str]]

    def value(self) -> list[dict[str, Any]]:
        """As the template takes it."""
        pairs = [[_drawn(term), _drawn(said)] for term, said in self.pairs if said]
        return [{"kind": "facts", "pairs": pairs}] if pairs else []


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def value(self) -> list[dict[str, Any]]:
        """As the template takes it."""
        rows = [[_drawn(cell) for cell in row] for row in self.rows]
        return [{"kind": "table", "head": [_drawn(word) for word in self.head], "rows": rows}] if rows else []


Block = Heading | Text | Items | Facts | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A document: its title (also that of the file), a line above it, a line at the foot, and its blocks."""

    title: str
    above: str = ""
    foot: str = ""
    language: str = "fr"
    blocks: Sequence[Block] = field(default_factory=tuple)


def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as a tagged PDF with its language and title (PDF/UA-1); the fonts are those inside typst."""
    data = {
        "title": _drawn(sheet.title),
        "above": _drawn(sheet.above),
        "foot": _drawn(sheet.foot),
        "lang": sheet.language,
        "lab": settings.LIAMM_LAB_NAME,
        "blocks": [value for block in sheet.blocks for value in block.value()],
    }
    return _compiled(json.dumps(data, ensure_ascii=False))


def set_by(template: Path, said: dict[str, Any], language: str = "fr") -> bytes:
    """What is said, set by a template of a feature as tagged PDF (PDF/UA-1): it reads the JSON of `data`."""
    told = {"lang": language, "lab": settings.LIAMM_LAB_NAME, **said}
    return _compiled(json.dumps(told, ensure_ascii=False), template)


def _compiled(words: str, template: Path = _TEMPLATE) -> bytes:
    """The PDF of these words, with a square for each letter that no font of typst draws (PDF/UA refuses to hold one).

    Little pictures (emoji) are left out, but where they are all that is said: they say nothing once they are a square.
    Raises typst.TypstError when something else is wrong.
    """
    words = _PICTURES.sub(_left_out, words)
    for _ in range(_PATIENCE):
        try:
            return _pdf(words, template)
        except typst.TypstError as error:
            found = _NOT_DRAWN.search(str(error))
            if found is None:
                raise
            missing = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1])
            words = re.sub(f"[{re.escape(missing)}]", _stand_in, _FAR.sub(_STANDS_IN, words))
    return _pdf(words, template)


def _left_out(found: re.Match[str]) -> str:
    """Nothing, or a square when nothing else is between the quotes of a JSON string."""
    around = found.string[found.start() - 1] + found.string[found.end() : found.end() + 1]
    return _STANDS_IN if around == '""' else ""


def _stand_in(found: re.Match[str]) -> str:
    return "" if unicodedata.category(found[0]) == "So" else _STANDS_IN


def _pdf(words: str, template: Path) -> bytes:
    content = typst.compile(
        str(template),
        root=str(template.parent),
        ignore_system_fonts=True,
        sys_inputs={"data": words},
        pdf_standards=["ua-1"],
    )
    return bytes(content)
