"""The blocks of a sheet, and their way to typst: as JSON values that one template sets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

from liamm.kernel.french import typeset
from liamm.kernel.paper.markdown import blocks_of

_TEMPLATE = Path(__file__).parent / "sheet.typ"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` 2 stands under the title, 3 under a heading of level 2."""

    text: str
    level: int = 2

    def value(self) -> list[dict[str, Any]]:
        """As the template takes it."""
        return [{"kind": "heading", "level": self.level, "text": typeset(self.text)}]


@dataclass(frozen=True, slots=True)
class Text:
    """Markdown that someone typed; its own headings become bold lines, so that the outline stays that of the sheet."""

    markdown: str

    def value(self) -> list[dict[str, Any]]:
        """As the template takes it."""
        return blocks_of(typeset(self.markdown))


@dataclass(frozen=True, slots=True)
class Items:
    """A list of short lines."""

    lines: Sequence[str]

    def value(self) -> list[dict[str, Any]]:
        """As the template takes it."""
        return [{"kind": "items", "lines": [typeset(line) for line in self.lines]}] if self.lines else []


@dataclass(frozen=True, slots=True)
class Facts:
    """Pairs of a term and what is said of it; empty ones are left out."""

    pairs: Sequence[tuple[str, str]]

    def value(self) -> list[dict[str, Any]]:
        """As the template takes it."""
        pairs = [[typeset(term), typeset(said)] for term, said in self.pairs if said]
        return [{"kind": "facts", "pairs": pairs}] if pairs else []


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def value(self) -> list[dict[str, Any]]:
        """As the template takes it."""
        rows = [[typeset(cell) for cell in row] for row in self.rows]
        return [{"kind": "table", "head": [typeset(word) for word in self.head], "rows": rows}] if rows else []


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
        "title": typeset(sheet.title),
        "above": typeset(sheet.above),
        "foot": typeset(sheet.foot),
        "lang": sheet.language,
        "lab": settings.LIAMM_LAB_NAME,
        "blocks": [value for block in sheet.blocks for value in block.value()],
    }
    content = typst.compile(
        str(_TEMPLATE),
        root=str(_TEMPLATE.parent),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return bytes(content)
