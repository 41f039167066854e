"""Django's cache on our PostgreSQL, so that a limit holds however many processes serve the pages.

Each question is one statement, and `add` and `incr` are decided by the database: two processes never count the same
try once. Django's own database cache counts its whole table at every write and adds up in Python; nothing here does.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection

_READ = "SELECT value FROM counts_kept WHERE name = %s AND ends > clock_timestamp()"
_WRITE = """
INSERT INTO counts_kept (name, value, ends)
VALUES (%(name)s, %(value)s::jsonb, clock_timestamp() + %(seconds)s * interval '1 second')
ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value, ends = EXCLUDED.ends
"""
_ADD = _WRITE + "WHERE counts_kept.ends <= clock_timestamp() RETURNING name"
_COUNT = """
UPDATE counts_kept SET value = to_jsonb((value #>> '{}')::bigint + %s)
WHERE name = %s AND ends > clock_timestamp() RETURNING value
"""
_COUNT_FROM_ONE = """
INSERT INTO counts_kept (name, value, ends)
VALUES (%(name)s, '1', clock_timestamp() + %(seconds)s * interval '1 second')
ON CONFLICT (name) DO UPDATE SET
    value = CASE WHEN counts_kept.ends > clock_timestamp()
        THEN to_jsonb((counts_kept.value #>> '{}')::bigint + 1) ELSE EXCLUDED.value END,
    ends = CASE WHEN counts_kept.ends > clock_timestamp() THEN counts_kept.ends ELSE EXCLUDED.ends END
RETURNING value
"""
_TOUCH = """
UPDATE counts_kept SET ends = clock_timestamp() + %(seconds)s * interval '1 second'
WHERE name = %(name)s AND ends > clock_timestamp() RETURNING name
"""
_DELETE = "DELETE FROM counts_kept WHERE name = %s RETURNING name"
_FOR_EVER = 100 * 365 * 24 * 3600


class SharedCache(BaseCache):
    """Values that JSON can say, under names that nobody can read back."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """The value, or the default when there is none or its time is over."""
        row = _ask(_READ, [self._name(key, version)])
        return default if row is None else _value(row)

    def set(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Keep a value for so many seconds."""
        _ask(_WRITE, self._row(key, value, timeout, version), answers=False)

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Keep a value unless there is one already; of two that try at once, one succeeds."""
        return _ask(_ADD, self._row(key, value, timeout, version)) is not None

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Add to a number, its end unchanged.

        Raises ValueError when there is none.
        """
        row = _ask(_COUNT, [delta, self._name(key, version)])
        if row is None:
            raise ValueError(f"Nothing is counted under {key}.")
        return int(_value(row))

    def count(self, key: str, seconds: int) -> int:
        """One more since the first one, so many seconds ago at most: in one statement, since crowds send forms."""
        row = _ask(_COUNT_FROM_ONE, {"name": self._name(key, None), "seconds": seconds})
        return int(_value(row)) if row else 0

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Give a value another end."""
        return _ask(_TOUCH, self._row(key, None, timeout, version)) is not None

    def delete(self, key: str, version: int | None = None) -> bool:
        """Forget a value; whether there was one."""
        return _ask(_DELETE, [self._name(key, version)]) is not None

    def clear(self) -> None:
        """Forget everything."""
        _ask("DELETE FROM counts_kept", [], answers=False)

    def _name(self, key: str, version: int | None) -> str:
        made = self.make_and_validate_key(key, version=version)
        return hmac.new(settings.SECRET_KEY.encode(), made.encode(), hashlib.sha256).hexdigest()

    def _row(self, key: str, value: Any, timeout: Any, version: int | None) -> dict[str, Any]:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        seconds = _FOR_EVER if seconds is None else seconds
        return {"name": self._name(key, version), "value": json.dumps(value), "seconds": seconds}


def _ask(statement: str, values: Any, *, answers: bool = True) -> tuple[Any, ...] | None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        row: tuple[Any, ...] | None = cursor.fetchone() if answers else None
        return row


def _value(row: tuple[Any, ...]) -> Any:
    return json.loads(row[0]) if isinstance(row[0], str) else row[0]
