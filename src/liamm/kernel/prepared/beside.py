"""What is read beside rows, given to them as `prefetch_related` would, but by a prepared read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model


def give(rows: Sequence[Model], name: str, found: Iterable[Any], of: str) -> None:
    """Give each row its part of what was found under the name of its relation; `.all()` then reads nothing.

    `of` is the field of what was found that holds the identifier of its row.
    """
    parts: dict[UUID, list[Any]] = defaultdict(list)
    for one in found:
        parts[getattr(one, of)].append(one)
    for row in rows:
        part = getattr(row, name).all()
        part._result_cache, part._prefetch_done = parts.get(row.pk, []), True  # noqa: SLF001  # as Django does it
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = part
