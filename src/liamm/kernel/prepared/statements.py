"""A queryset turned into a statement: SQL, parameters with placeholders, and Django's own way of reading the rows."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Prefetch, QuerySet

from liamm.kernel.prepared.placeholders import Placeholder, PlaceholderError, Values, lost


@dataclass(frozen=True, slots=True)
class Statement:
    """The SQL of a queryset, and all that Django worked out to read its rows. `compiler` None: it finds nothing.

    `converters` are what becomes of the columns; Django would look for them again at each call.
    """

    queryset: QuerySet[Any]
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    converters: dict[int, Any] = field(default_factory=dict)

    def rows(self, values: Values) -> list[Any]:
        """What the database holds for these values."""
        if self.compiler is None:
            return []
        ready: QuerySet[Any] = QuerySet(self.queryset.model, query=_Ready(self, values))  # type: ignore[arg-type]  # see _Ready
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(ready, name, getattr(self.queryset, name))
        return list(ready)

    def filled(self, values: Values) -> tuple[Any, ...]:
        """The parameters of one call."""
        return tuple([_fill(one, values) for one in self.parameters])


class _Ready:
    """Stands for the query of a queryset: the same in all, but that its SQL is written already."""

    __slots__ = ("statement", "values")

    def __init__(self, statement: Statement, values: Values) -> None:
        self.statement = statement
        self.values = values

    def __getattr__(self, name: str) -> Any:
        return getattr(self.statement.queryset.query, name)

    def get_compiler(self, using: str, **_options: Any) -> Any:
        """A compiler for this connection that has nothing left to write."""
        compiler = copy.copy(self.statement.compiler)
        compiler.using, compiler.connection = using, connections[using]
        written = self.statement.sql, self.statement.filled(self.values)
        compiler.as_sql = lambda *_words, **_options: written
        compiler.get_converters = lambda _columns: self.statement.converters
        return compiler


def write(queryset: QuerySet[Any]) -> Statement:
    """The statement of a queryset that was built with placeholders.

    Raises PlaceholderError when a value was used otherwise than handed to the database as it is.
    """
    for beside in queryset._prefetch_related_lookups:  # type: ignore[attr-defined]  # noqa: SLF001  # Django's own
        if isinstance(beside, Prefetch) and _holds_a_placeholder(beside.queryset):
            raise PlaceholderError("What is read beside a prepared read may not depend on a value: read it apart.")
    compiler = queryset.query.clone().get_compiler(using=queryset.db)
    try:
        sql, parameters = compiler.as_sql()
    except EmptyResultSet:
        return Statement(queryset, None, "", ())
    if any(lost(one) for one in parameters):
        raise PlaceholderError(f"A value is transformed before it reaches the database; give it ready: {sql[:400]}")
    converters = compiler.get_converters([column for column, *_ in compiler.select[: compiler.col_count]])
    return Statement(queryset, compiler, sql, tuple(parameters), converters)


def _holds_a_placeholder(queryset: QuerySet[Any] | None) -> bool:
    parameters = as_written(queryset)[1] if queryset is not None else ()
    return any(isinstance(one, Placeholder) or lost(one) for one in parameters)


def _fill(parameter: Any, values: Values) -> Any:
    if isinstance(parameter, Placeholder):
        return parameter.reads(values)
    if isinstance(parameter, list):
        return [_fill(one, values) for one in parameter]
    return parameter


def as_written(queryset: QuerySet[Any]) -> tuple[str, Sequence[Any]]:
    """The SQL and the parameters of an ordinary queryset; empty when it finds nothing."""
    try:
        sql, parameters = queryset.query.clone().get_compiler(using=queryset.db).as_sql()
    except EmptyResultSet:
        return "", ()
    return sql, parameters
