"""The one clock of the house, which the demonstration and the tests may set."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, timedelta

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("liamm_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC (or the moment set by `at`)."""
    return _told.get() or timezone.now()


def today() -> date:
    """The present day where the lab lives (setting TIME_ZONE)."""
    return timezone.localtime(now()).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Do what follows as if it were `moment` (aware); used to tell the history of a demonstration lab.

    Raises ValueError when `moment` has no time zone.
    """
    if timezone.is_naive(moment):
        message = f"{moment} has no time zone"
        raise ValueError(message)
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def in_days(days: float) -> datetime:
    """The moment `days` days from now."""
    return now() + timedelta(days=days)
