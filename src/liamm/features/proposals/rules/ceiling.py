"""An action weighs little on the lab: its load stays under the ceiling of the charter."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def over_ceiling(days: Iterable[Decimal], ceiling: float) -> Decimal:
    """By how many days the load passes the ceiling; zero when it does not."""
    return max(Decimal(0), sum(days, Decimal(0)) - Decimal(str(ceiling)))
