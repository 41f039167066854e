"""What several parts of one page read alike, read once for that page.

A page made of what features contribute asks each of them, and they do not know each other: several read the same thing
first. `with one_reading():` says that nothing is written until its end, and what is asked of a `@read_once` meanwhile
is read the first time only.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
ValueT = TypeVar("ValueT")

_read: ContextVar[dict[Hashable, Any] | None] = ContextVar("liamm_once", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Read each thing once until the end; inside another one it is the same reading."""
    if _read.get() is not None:
        yield
        return
    mark = _read.set({})
    try:
        yield
    finally:
        _read.reset(mark)


def read_once(read: Callable[P, ValueT]) -> Callable[P, ValueT]:
    """Make a read of a function whose answer depends on the database and on what it is given, which can be hashed."""

    @functools.wraps(read)
    def found(*asked: P.args, **options: P.kwargs) -> ValueT:
        kept = _read.get()
        if kept is None:
            return read(*asked, **options)
        key = read, asked, tuple(sorted(options.items()))
        if key not in kept:
            kept[key] = read(*asked, **options)
        return kept[key]  # type: ignore[no-any-return]  # kept under this key by the same read

    return found
