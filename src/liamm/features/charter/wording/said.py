"""A binding in words, as a small tree that pages show and that differences are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from liamm.features.charter.bindings.shapes.registry import SCHEMAS
from liamm.features.charter.enums import Source
from liamm.features.charter.inheriting import table_within
from liamm.features.charter.wording.labels import BINDINGS, FIELDS, WORDS
from liamm.features.charter.wording.values import Names, say
from liamm.kernel.french import sort_key
from liamm.ui.tongues import in_french

_SILENT = {"key", "source", "article", "id", "plan"}
_TITLES = ("name", "matter")
_TEXTS = ("text", "definition", "description", "role", "meaning")

Data = Mapping[str, Any]
Shape = type[BaseModel] | None
_HOUSE: Data = {"source": Source.HOUSE, "article": None}


@dataclass(frozen=True, slots=True)
class Said:
    """One table in words. `house` and `article` speak only where they differ from the table around."""

    title: str
    text: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    house: bool
    article: str

    @property
    def unnamed(self) -> bool:
        """Whether it has neither a name nor a mark to show."""
        return not (self.title or self.house or self.article)

    @property
    def says_something(self) -> bool:
        """Whether there is anything to read in it."""
        return bool(self.title or self.text or self.facts or self.parts)

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The same as plain lines, to compare two versions."""
        indent = "  " * depth
        head = " — ".join(words for words in (self.title, in_french(self.text)) if words)
        if head:
            yield indent + head
        for label, value in self.facts:
            yield f"{indent}  {label} : {value}"
        for part in self.parts:
            yield f"{indent}  {part.label}"
            for item in part.tables:
                yield from item.lines(depth + 2)


@dataclass(frozen=True, slots=True)
class Part:
    """What a table holds under one of its fields."""

    label: str
    tables: tuple[Said, ...]

    @property
    def alone(self) -> Said | None:
        """Its only table, when that has no name of its own: it is then said right under the label."""
        return self.tables[0] if len(self.tables) == 1 and not self.tables[0].title else None


@dataclass(frozen=True, slots=True)
class Extract:
    """A table in words, and the names of what it stands in (« COPIL · Rythme »)."""

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


def names_in(bindings: Iterable[Data]) -> dict[tuple[str, str], str]:
    """The name behind each key, list by list: two lists may well use one word for two things."""
    found: dict[tuple[str, str], str] = {}
    for data in bindings:
        for field, table in _tables(data):
            if isinstance(table.get("key"), str):
                found.setdefault((field, table["key"]), str(table.get("name") or table["key"]))
    return found


def _tables(data: Data) -> Iterator[tuple[str, Data]]:
    """Every table within a binding, with the field that holds it."""
    for field, inner in _inner(data):
        yield field, inner
        yield from _tables(inner)


def _inner(data: Data) -> Iterator[tuple[str, Data]]:
    """The tables right under a table, with the field that holds each."""
    for field, value in data.items():
        if isinstance(value, dict) and "source" in value:
            yield field, value
        elif isinstance(value, list):
            yield from ((field, item) for item in value if isinstance(item, dict) and "source" in item)


def speak(data: Data, names: Names, shape: Shape = None, around: Data | None = None) -> Said:
    """Put one table into words, in the order of its shape and without what goes without saying."""
    title = next((field for field in _TITLES if data.get(field)), None)
    text = next((field for field in _TEXTS if data.get(field)), None)
    parts: dict[str, list[Said]] = {}
    for field, inner in _inner(data):
        said = speak(inner, names, _shape_of(shape, field), data)
        if said.says_something:
            parts.setdefault(field, []).append(said)
    facts = (
        (_label(field), say(field, data[field], names))
        for field in _ordered(data, shape)
        if field not in {*_SILENT, title, text} and not _goes_without_saying(field, data[field], shape)
    )
    return Said(
        title=_title(data),
        text=str(data[text]) if text else "",
        facts=tuple(facts),
        parts=tuple(Part(_label(field), tuple(parts[field])) for field in _ordered(parts, shape)),
        house=data["source"] == Source.HOUSE and (around is None or around["source"] != Source.HOUSE),
        article=str(data["article"] or "") if around is not None and data["article"] != around["article"] else "",
    )


def _label(field: str) -> str:
    return str(FIELDS.get(field, field))


def _shape_of(shape: Shape, field: str) -> Shape:
    """The shape of what a field holds."""
    known = shape.model_fields.get(field) if shape else None
    return table_within(known.annotation) if known else None


def _ordered(fields: Iterable[str], shape: Shape) -> list[str]:
    """Fields in the order of the shape: a database keeps the words of a rule, not their order."""
    order = list(shape.model_fields) if shape else []
    return sorted(fields, key=lambda field: order.index(field) if field in order else len(order))


def _goes_without_saying(field: str, value: Any, shape: Shape) -> bool:
    """Whether a value is absent, empty, a plain no, what the shape supposes, or tables said apart."""
    if value is None or value is False or value in ([], {}, "") or _holds_tables(value):
        return True
    known = shape.model_fields.get(field) if shape else None
    return bool(known and not known.is_required() and known.default == value)


def _holds_tables(value: Any) -> bool:
    first = value[0] if isinstance(value, list) and value else value
    return isinstance(first, dict) and "source" in first


def passages(bindings: Mapping[str, Data], article: str | None, names: Names) -> tuple[Passage, ...]:
    """What the bindings say from one article, or from no article at all (usages of the house)."""
    found = []
    for name, data in bindings.items():
        extracts = tuple(
            Extract(" · ".join(trail), speak(table, names, shape, None if article else _HOUSE))
            for trail, table, shape in _outermost(data, article, (), SCHEMAS.get(name))
        )
        if extracts:
            found.append(Passage(name, label_of(name), extracts))
    return tuple(sorted(found, key=lambda passage: sort_key(passage.label)))


def _outermost(
    data: Data, article: str | None, trail: tuple[str, ...], shape: Shape
) -> Iterator[tuple[tuple[str, ...], Data, Shape]]:
    """The outermost tables that come from an article, with the names of what stands around each."""
    if data["article"] == article:
        yield trail, data, shape
        return
    title = _title(data)
    around = (*trail, title) if title else trail
    for field, inner in _inner(data):
        named = () if _title(inner) else (_label(field),)
        yield from _outermost(inner, article, (*around, *named), _shape_of(shape, field))


def _title(data: Data) -> str:
    field = next((field for field in _TITLES if data.get(field)), None)
    if field is None:
        return ""
    if field == "matter":
        words = str(WORDS.get(data[field], data[field]))
        return words[:1].upper() + words[1:]
    return str(WORDS[data[field]]) if data[field] in WORDS else in_french(str(data[field]))
