"""From when one may say that one is there, and when a room where nobody came is given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from liamm.features.booking.rules.looking import SHORTEST


@dataclass(frozen=True, slots=True)
class Patience:
    """How early one may say it, and how long the house waits; longer for what lasts at least `long_from`."""

    early: timedelta
    grace: timedelta
    long_from: timedelta
    long_grace: timedelta

    def of(self, starts: datetime, ends: datetime) -> timedelta:
        """How long the house waits for what lasts so long."""
        return self.long_grace if ends - starts >= self.long_from else self.grace


def opens_at(starts: datetime, patience: Patience) -> datetime:
    """From when one may say that one is there."""
    return starts - patience.early


def released_at(starts: datetime, ends: datetime, patience: Patience) -> datetime | None:
    """When the room is given back if nobody says that they are there; None when too little would be left of it."""
    until = starts + patience.of(starts, ends)
    return until if ends - until >= SHORTEST else None


def asked_at(starts: datetime, released: datetime) -> datetime:
    """When whoever booked is asked whether they are there: half-way, so that they may still say it."""
    return starts + (released - starts) / 2
