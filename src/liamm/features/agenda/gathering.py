"""What all features give to the agenda, narrowed to what is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from liamm.features.agenda.enums import Scope
from liamm.features.agenda.models import Feed
from liamm.kernel.access import Actor
from liamm.kernel.extension import CalendarEntry, CalendarSource, manifests
from liamm.kernel.once import one_reading


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Of which kind, in which room, of which circle, and whether only what concerns the reader."""

    kind: str = ""
    room: int | None = None
    space: UUID | None = None
    mine: bool = False

    def holds(self, entry: CalendarEntry) -> bool:
        """Whether an entry is one of those."""
        if self.room is not None and self.room not in entry.rooms:
            return False
        if self.space is not None and self.space != entry.space:
            return False
        return entry.mine or not self.mine


def of_feed(feed: Feed) -> Narrowed:
    """What a calendar that follows is given."""
    return Narrowed(room=feed.room, space=feed.space_id, mine=feed.scope == Scope.MINE)


def sources() -> Iterator[CalendarSource]:
    """All that contributes."""
    return (source for manifest in manifests() for source in manifest.calendar)


def places() -> Mapping[int, str]:
    """The rooms in which something may be, by their number."""
    return {number: name for source in sources() if source.places for number, name in source.places().items()}


def gathered(actor: Actor, first: date, last: date, narrowed: Narrowed) -> list[tuple[CalendarSource, CalendarEntry]]:
    """All that is dated between two days, both included, as the actor may see it, in the order of time."""
    with one_reading():
        found = [
            (source, entry)
            for source in sources()
            if narrowed.kind in {"", source.kind}
            for entry in source.entries(actor, first, last)
            if narrowed.holds(entry)
        ]
    return sorted(_once(found), key=_order)


def _once(found: Sequence[tuple[CalendarSource, CalendarEntry]]) -> Iterator[tuple[CalendarSource, CalendarEntry]]:
    """Each thing once, by whoever says most of it; it concerns the reader when either said so."""
    concerned = {entry.key for _source, entry in found if entry.mine}
    told = {entry.instead_of for _source, entry in found} - {""}
    for source, entry in found:
        if entry.key in told:
            continue
        if entry.instead_of in concerned and not entry.mine:
            yield source, replace(entry, mine=True)
        else:
            yield source, entry


def _order(one: tuple[CalendarSource, CalendarEntry]) -> tuple[datetime, bool, str, str]:
    _source, entry = one
    return entry.starts, not entry.whole_day, entry.title, entry.key
