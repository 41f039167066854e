"""Taking rooms so that two never take one: locked in order, decided, and kept by the database whatever happens."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from psycopg.errors import ExclusionViolation

from liamm.features.booking.models import Room
from liamm.kernel.actions import DomainError

R = TypeVar("R")
_LOCKS = 0x5A11E
"""The family of the advisory locks of rooms; the second number is the room's, 0 is the rota."""


def lock_rooms(numbers: Iterable[int]) -> None:
    """Let nobody else decide of these rooms until the end of the transaction.

    Always in the same order, so that two who want the same rooms never wait for each other.
    """
    ordered = sorted(set(numbers))
    with connection.cursor() as cursor:
        for number in ordered:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, number])
    Room.objects.bulk_create([Room(number=number) for number in ordered], ignore_conflicts=True)


def take_rooms(numbers: Iterable[int]) -> bool:
    """Let nobody else decide of these rooms until the end of the transaction, if nobody does now: it never waits."""
    with connection.cursor() as cursor:
        for number in sorted(set(numbers)):
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_LOCKS, number])
            if not cursor.fetchone()[0]:
                return False
    return True


def lock_rota() -> None:
    """Let nobody else decide of who holds the house until the end of the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCKS, 0])


def during(starts: datetime, ends: datetime) -> DateTimeTZRange:
    """A time from a moment until another, which is free again."""
    return DateTimeTZRange(starts, ends, "[)")


def unless_taken(keep: Callable[[], R], refused: Callable[[], DomainError]) -> R:
    """Write, and answer as the rules do when the database finds a room taken that they saw free.

    Raises what `refused` gives, made once what stands in the way can be read.
    """
    try:
        with transaction.atomic():
            return keep()
    except IntegrityError as error:
        if not isinstance(error.__cause__, ExclusionViolation):
            raise
    raise refused()
