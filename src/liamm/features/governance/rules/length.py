"""How many items a sitting takes, where the laboratory says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

S = TypeVar("S")


@dataclass(slots=True)
class Room(Generic[S]):
    """A sitting to come, the items it has and the most it takes; None for no limit."""

    sitting: S
    items: int
    most: int | None = None

    @property
    def has_room(self) -> bool:
        """Whether one more item fits."""
        return self.most is None or self.items < self.most


def spread(things: int, rooms: Sequence[Room[S]]) -> list[S | None]:
    """The sitting of each thing in turn: the first that has room; None once all are full, and it waits."""
    taken = []
    for _number in range(things):
        room = next((one for one in rooms if one.has_room), None)
        if room is not None:
            room.items += 1
        taken.append(room.sitting if room is not None else None)
    return taken
