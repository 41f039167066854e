"""Which seat someone takes when they come in: one of theirs that still has room, their own first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from liamm.features.governance.rules.quorum import SeatRule


def free_seat(wanted: Sequence[SeatRule], held: Iterable[str]) -> str | None:
    """The first of someone's seats that the others leave free; None when each is held already."""
    taken = Counter(held)
    return next((seat.key for seat in wanted if taken[seat.key] < seat.places), None)
