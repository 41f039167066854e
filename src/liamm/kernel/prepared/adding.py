"""New rows whose INSERT is written once for each table: what every act of the house writes, and what crowds send."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model
from django.db.models.sql import InsertQuery

from liamm.kernel.prepared import checking
from liamm.kernel.prepared.placeholders import PlaceholderError

ModelT = TypeVar("ModelT", bound=Model)


@dataclass(frozen=True, slots=True)
class _Insert:
    """The statement of a table, the fields whose values it takes, and those that the database fills in."""

    sql: str
    fields: Sequence[Any]
    returned: Sequence[Any]


def add(row: ModelT) -> ModelT:
    """Write a new row, as `save` writes one that has no ways of its own; no signal is sent, since none is heard here.

    Raises PlaceholderError when a value is worked out by the database: `save` does that.
    """
    insert = _insert(type(row))
    values = [_value(field, row) for field in insert.fields]
    if checking.ON:
        checking.check_insert(_written(row, insert.fields, insert.returned), (insert.sql, values))
    with connection.cursor() as cursor:
        cursor.execute(insert.sql, values)
        if insert.returned:
            for field, value in zip(insert.returned, cursor.fetchone(), strict=True):
                setattr(row, field.attname, value)
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001  # as Django's own `save` does
    return row


def add_all(rows: Sequence[ModelT]) -> None:
    """Write new rows: one, as there nearly always is, by the statement that is kept."""
    if len(rows) == 1:
        add(rows[0])
    elif rows:
        type(rows[0])._default_manager.bulk_create(rows)  # noqa: SLF001  # public, whatever its name (see its docs)


@lru_cache(maxsize=256)
def _insert(kind: type[Model]) -> _Insert:
    """What Django writes for a table. Source: django.db.models.base.Model._save_table."""
    meta = kind._meta  # noqa: SLF001  # public, whatever its name (see its docs)
    returned = meta.db_returning_fields
    fields = [one for one in meta.local_concrete_fields if not one.generated and one is not meta.auto_field]
    sql, _values = _written(kind(), fields, returned)
    return _Insert(sql, fields, returned)


def _written(row: Model, fields: Sequence[Any], returned: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    query = InsertQuery(type(row))
    query.insert_values(fields, [row])
    compiler = query.get_compiler(connection=connection)
    compiler.returning_fields = returned
    ((sql, values),) = compiler.as_sql()
    return sql, values


def _value(field: Any, row: Model) -> Any:
    value = field.pre_save(row, add=True)
    if hasattr(value, "resolve_expression"):
        raise PlaceholderError(f"{field} is worked out by the database: save this row.")
    return field.get_db_prep_save(value, connection)
