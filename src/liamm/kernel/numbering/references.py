"""Giving the next reference of a series, inside the transaction that uses it."""

from __future__ import annotations

from django.db import connection

from liamm.kernel import clock

_NEXT = """
INSERT INTO numbering_series (name, last) VALUES (%s, 1)
ON CONFLICT (name) DO UPDATE SET last = numbering_series.last + 1 RETURNING last
"""


def next_reference(letters: str) -> str:
    """The next reference of a series this year: « D » gives « D-2026-041 »; no gap when the transaction rolls back.

    The row of the series stays locked until the end of the transaction: ask for it last in a long action.
    """
    name = f"{letters}-{clock.today().year}"
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [name])
        row = cursor.fetchone()
    return f"{name}-{row[0]:03d}" if row else name
