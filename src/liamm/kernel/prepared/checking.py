"""While the product is tested, every call of a prepared read is compared with the queryset it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from liamm.kernel.prepared.placeholders import Values
from liamm.kernel.prepared.statements import Statement, as_written

ON = False
"""Set by the tests: then a statement that differs from its queryset stops the call."""

_MANY = re.compile(r"(?:IN \(|ARRAY\[)(%s(?:, %s)*)[)\]]|%s")


def check(queryset: QuerySet[Any], statement: Statement, values: Values) -> None:
    """Compare what would have been asked with what is asked.

    Raises AssertionError when they differ; a list filled up with its last value is the same list.
    """
    plain = _said(*as_written(queryset))
    kept = _said(statement.sql, statement.filled(values))
    if plain != kept:
        raise AssertionError(f"A prepared read asks something else than its queryset:\n{plain}\n{kept}")


def check_insert(plain: tuple[str, Sequence[Any]], kept: tuple[str, Sequence[Any]]) -> None:
    """Compare what Django would have written with what is written.

    Raises AssertionError when they differ.
    """
    if (plain[0], [*map(repr, plain[1])]) != (kept[0], [*map(repr, kept[1])]):
        raise AssertionError(f"A row is written otherwise than Django would:\n{plain}\n{kept}")


def _said(sql: str, parameters: Sequence[Any]) -> tuple[str, list[Any]]:
    left = iter([set(map(repr, one)) if isinstance(one, list) else one for one in parameters])
    said: list[Any] = []
    for found in _MANY.finditer(sql):
        many = found.group(1)
        said.append({repr(next(left)) for _ in range(many.count("%s"))} if many else repr(next(left)))
    return _MANY.sub(lambda found: "…" if found.group(1) else "%s", sql), said
