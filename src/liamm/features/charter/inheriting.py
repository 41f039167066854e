"""Sources go down: a table that does not say where it comes from comes from where the table around it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic import BaseModel

from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.enums import Source
from liamm.kernel.locating import Place


def table_within(annotation: object) -> type[BaseModel] | None:
    """Return the model that an annotation holds, alone, optional or in a tuple."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in {tuple, Union, UnionType}:
        return next((found for each in get_args(annotation) if (found := table_within(each))), None)
    return None


def with_sources(model: type[BaseModel], data: dict[str, Any], above: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return the data with a source, and an article where there is one, on every table."""
    own = _own_source(data, above or {})
    filled = {**data, **own}
    for name, field in model.model_fields.items():
        inner = table_within(field.annotation)
        if inner is not None and name in data:
            filled[name] = _each_table(inner, data[name], own)
    return filled


def _each_table(model: type[BaseModel], value: object, above: dict[str, Any]) -> object:
    """Go down into one table or a list of tables; what is not one is left for validation to refuse."""
    if isinstance(value, dict):
        return with_sources(model, value, above)
    if isinstance(value, list):
        return [_each_table(model, item, above) for item in value]
    return value


def _own_source(data: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Return the source and article of one table."""
    said: dict[str, Any] = {key: data[key] for key in ("source", "article") if key in data}
    if not said:
        return above
    if "source" not in said:
        return {"source": Source.ARTICLE.value, **said}
    if said["source"] == Source.ARTICLE and "article" not in said and "article" in above:
        return {**said, "article": above["article"]}
    return said


def articles_cited(table: Table, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Yield each article that a binding cites, once, with the place of the outermost table that does."""
    if table.article:
        yield place, table.article
    for inner, found in tables_in(table, place):
        if found.article == table.article:
            yield from ((each, number) for each, number in articles_cited(found, inner) if number != table.article)
        else:
            yield from articles_cited(found, inner)


def tables_in(table: Table, place: Place) -> Iterator[tuple[Place, Table]]:
    """Yield the tables right under a table."""
    for name in type(table).model_fields:
        value = getattr(table, name)
        if isinstance(value, Table):
            yield (*place, name), value
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Table):
                    yield (*place, name, index), item


def marks_of(model: type[BaseModel], place: Place) -> Sequence[object]:
    """Return what the shape says of the field at a place, beyond its type."""
    *above, name = (step for step in place if isinstance(step, str)) if place else ("",)
    inner: type[BaseModel] | None = model
    for step in above:
        inner = table_within(inner.model_fields[step].annotation) if inner and step in inner.model_fields else None
    field = inner.model_fields.get(name) if inner is not None else None
    return field.metadata if field is not None else ()


def known_names(model: type[BaseModel], place: Place) -> tuple[str, ...]:
    """Return the names that the table at a place takes."""
    inner: type[BaseModel] | None = model
    for step in place:
        if inner is not None and isinstance(step, str) and step in inner.model_fields:
            inner = table_within(inner.model_fields[step].annotation)
    return tuple(inner.model_fields) if inner is not None else ()
