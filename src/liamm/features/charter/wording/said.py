"""A binding in words, as a small tree that pages show and that differences are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liamm.features.charter.enums import Source
from liamm.features.charter.wording.labels import BINDINGS, FIELDS, WORDS
from liamm.features.charter.wording.values import Names, say
from liamm.kernel.french import sort_key

_SILENT = {"key", "source", "article", "id", "plan"}
_TITLES = ("name", "matter")
_TEXTS = ("text", "definition", "description", "role", "meaning")

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One table in words. `house` and `article` speak only where they differ from the table around."""

    title: str
    text: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    house: bool
    article: str

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The same as plain lines, to compare two versions."""
        indent = "  " * depth
        head = " — ".join(words for words in (self.title, self.text) if words)
        if head:
            yield indent + head
        for label, value in self.facts:
            yield f"{indent}  {label} : {value}"
        for part in self.parts:
            yield f"{indent}  {part.label}"
            for item in part.tables:
                yield from item.lines(depth + 2)


@dataclass(frozen=True, slots=True)
class Part:
    """What a table holds under one of its fields."""

    label: str
    tables: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """A table in words, and the names of what it stands in (« COPIL · Rythme »)."""

    trail: str
    said: Said


@dataclass(frozen=True, slots=True)
class Passage:
    """What one binding says from one article, or from no article at all."""

    name: str
    label: str
    extracts: tuple[Extract, ...]


def label_of(name: str) -> str:
    """The French name of a binding."""
    return str(BINDINGS.get(name, name))


def names_in(bindings: Iterable[Data]) -> dict[str, str]:
    """The name behind each key that the bindings of a version give to something."""
    found: dict[str, str] = {}
    for data in bindings:
        for table in _tables(data):
            if isinstance(table.get("key"), str):
                found.setdefault(table["key"], str(table.get("name") or table["key"]))
    return found


def _tables(data: Data) -> Iterator[Data]:
    """Every table of a binding, itself first."""
    yield data
    for _field, inner in _inner(data):
        yield from _tables(inner)


def _inner(data: Data) -> Iterator[tuple[str, Data]]:
    """The tables right under a table, with the field that holds each."""
    for field, value in data.items():
        if isinstance(value, dict) and "source" in value:
            yield field, value
        elif isinstance(value, list):
            yield from ((field, item) for item in value if isinstance(item, dict) and "source" in item)


def speak(data: Data, names: Names, around: Data | None = None) -> Said:
    """Put one table into words."""
    title = next((field for field in _TITLES if data.get(field)), None)
    text = next((field for field in _TEXTS if data.get(field)), None)
    parts: dict[str, list[Said]] = {}
    for field, inner in _inner(data):
        parts.setdefault(field, []).append(speak(inner, names, data))
    facts = (
        (str(FIELDS.get(field, field)), words)
        for field, value in data.items()
        if field not in {*_SILENT, *parts, title, text} and (words := _fact(field, value, names))
    )
    return Said(
        title=_capital(str(WORDS.get(data[title], data[title]))) if title else "",
        text=str(data[text]) if text else "",
        facts=tuple(facts),
        parts=tuple(Part(str(FIELDS.get(field, field)), tuple(items)) for field, items in parts.items()),
        house=data["source"] == Source.HOUSE and (around is None or around["source"] != Source.HOUSE),
        article=str(data["article"] or "") if around is not None and data["article"] != around["article"] else "",
    )


def _fact(field: str, value: Any, names: Names) -> str:
    """Say a value, unless it says nothing: absent, empty, or a no that nobody asked about."""
    if value is None or value == [] or value is False:
        return ""
    return say(field, value, names)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def passages(bindings: Mapping[str, Data], article: str | None, names: Names) -> tuple[Passage, ...]:
    """What the bindings say from one article, or from no article at all (usages of the house)."""
    found = []
    for name, data in bindings.items():
        extracts = tuple(
            Extract(" · ".join(trail), speak(table, names)) for trail, table in _outermost(data, article, ())
        )
        if extracts:
            found.append(Passage(name, label_of(name), extracts))
    return tuple(sorted(found, key=lambda passage: sort_key(passage.label)))


def _outermost(data: Data, article: str | None, trail: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Data]]:
    """The outermost tables that come from an article, with the names of what stands around each."""
    if data["article"] == article:
        yield trail, data
        return
    title = _title(data)
    around = (*trail, title) if title else trail
    for field, inner in _inner(data):
        named = () if _title(inner) else (str(FIELDS.get(field, field)),)
        yield from _outermost(inner, article, (*around, *named))


def _title(data: Data) -> str:
    return next((str(data[field]) for field in _TITLES if data.get(field)), "")
