"""What somebody looks for among the rooms, as the filters of the week say it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from liamm.features.booking.house import RoomShown


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which room, for how many people, in which layout, without a step; as a list, or as a table."""

    room: int = 0
    people: int = 0
    layout: str = ""
    step_free: bool = False
    listed: bool = False

    def suits(self, room: RoomShown) -> bool:
        """Whether a room is one of those looked for."""
        holds = room.capacity.get(self.layout, 0) if self.layout else room.most
        return self.room in {0, room.number} and holds >= max(self.people, 1) and (room.step_free or not self.step_free)

    @property
    def more(self) -> str:
        """What goes with the address at which one books."""
        said = {"people": self.people, "layout": self.layout}
        asked = urlencode({name: value for name, value in said.items() if value})
        return f"&{asked}" if asked else ""
