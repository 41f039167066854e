"""What is the same for all who read it, gathered once for each state of the database.

PostgreSQL can name what a statement sees: the transactions that are done and those under way. Two statements under the
same name see the same rows, so what was gathered under it stays true until something, anything, is written; nobody has
to remember to make it invalid. It suits large things that many people open at the same hours, the file of a sitting
among them. Source: PostgreSQL manual, System Information Functions, `pg_current_snapshot`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from django.db import connection

ValueT = TypeVar("ValueT")
KEPT = 32
"""How many things are kept, the latest asked; each in the state it was last gathered in."""

_kept: OrderedDict[Hashable, tuple[str, Any]] = OrderedDict()
_lock = Lock()


def gathered(key: Hashable, gather: Callable[[], ValueT]) -> ValueT:
    """What `gather` finds, or found under this key while nothing was written since; one query.

    The key says all that the answer depends on beside the database: who may read it, the language, the day. Inside a
    transaction, which sees what it writes itself, it is gathered anew.
    """
    if connection.in_atomic_block:
        return gather()
    state = _state()
    with _lock:
        known = _kept.get(key)
    if known and known[0] == state:
        return known[1]  # type: ignore[no-any-return]  # kept under this key by the same caller
    # A write that ends meanwhile gives the state another name: what is kept under the old one is never asked again.
    value = gather()
    with _lock:
        _kept[key] = (state, value)
        _kept.move_to_end(key)
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return value


def _state() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return str(cursor.fetchone()[0])
