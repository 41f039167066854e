"""When a room may still be asked for on a day: the hours, without what takes it and the time to arrange it around."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

Minutes = tuple[int, int]
QUARTER = 15
SHORTEST = 30
"""What is worth coming for, in minutes."""


def gaps(open_at: Iterable[Minutes], taken: Sequence[Minutes], setup: int, restore: int) -> list[Minutes]:
    """The times at which people may be in a room, by quarters of an hour, in minutes from midnight.

    `taken` is what takes it, arranging and restoring included; one's own are put beside.
    """
    found = []
    for opens, closes in sorted(open_at):
        first = opens
        for since, until in sorted(taken):
            found.append((first, min(since - restore, closes)))
            first = max(first, until + setup)
        found.append((first, closes))
    whole = [(-(-first // QUARTER) * QUARTER, last // QUARTER * QUARTER) for first, last in found]
    return [(first, last) for first, last in whole if last - first >= SHORTEST]
