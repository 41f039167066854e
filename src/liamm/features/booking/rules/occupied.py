"""When rooms are taken, read in one pass and asked many times."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import datetime

from liamm.features.booking.rules.asking import Place

Stretch = tuple[int, datetime, datetime]
"""A room, from when and until when it is taken, the time to arrange and restore it included."""
Gap = tuple[datetime, datetime]


class Occupied:
    """The times at which each room is taken, in order and without overlap whatever they came from."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        self._starts: dict[int, list[datetime]] = {}
        self._ends: dict[int, list[datetime]] = {}
        for room, start, end in sorted(stretches):
            self._add(self._starts.setdefault(room, []), self._ends.setdefault(room, []), start, end)

    @staticmethod
    def _add(starts: list[datetime], ends: list[datetime], start: datetime, end: datetime) -> None:
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
            return
        starts.append(start)
        ends.append(end)

    def meets(self, room: int, start: datetime, end: datetime) -> bool:
        """Whether the room is taken at some moment between the two."""
        ends = self._ends.get(room, [])
        at = bisect_right(ends, start)
        return at < len(ends) and self._starts[room][at] < end

    def between(self, room: int, start: datetime, end: datetime) -> list[Gap]:
        """The times at which it is taken that touch what lies between the two."""
        ends = self._ends.get(room, [])
        first, last = bisect_right(ends, start), bisect_left(self._starts.get(room, []), end)
        return list(zip(self._starts.get(room, [])[first:last], ends[first:last], strict=True))


def is_free(occupied: Occupied, places: Iterable[Place], start: datetime, end: datetime) -> bool:
    """Whether all these rooms may be used then, with the time to arrange and restore each."""
    return not any(occupied.meets(place.number, start - place.setup, end + place.restore) for place in places)


def free_gaps(occupied: Occupied, place: Place, window: Gap) -> list[Gap]:
    """The parts of a window in which a room may be used."""
    taken = occupied.between(place.number, window[0] - place.setup, window[1] + place.restore)
    barred = [(start - place.restore, end + place.setup) for start, end in taken]
    return [gap for gap in _outside(barred, *window) if gap[0] < gap[1]]


def left_free(occupied: Occupied, room: int, window: Gap) -> list[Gap]:
    """The parts of a window in which nothing takes a room."""
    return [gap for gap in _outside(occupied.between(room, *window), *window) if gap[0] < gap[1]]


def _outside(barred: Iterable[Gap], first: datetime, last: datetime) -> list[Gap]:
    """What is left from `first` to `last`, both included, when the inside of each barred stretch is taken away.

    The stretches come in order.
    """
    left = []
    for start, end in barred:
        if first <= min(start, last):
            left.append((first, min(start, last)))
        first = max(first, end)
    if first <= last:
        left.append((first, last))
    return left
