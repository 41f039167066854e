"""How rooms are found: by their name, by those that they had, and by what is in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from liamm.features.booking.house import RoomShown, known_on
from liamm.kernel import clock
from liamm.kernel.extension import SearchSource, SearchText
from liamm.kernel.search.index import PUBLIC

ROOM = "room"


def _texts(ids: Sequence[UUID]) -> Mapping[UUID, SearchText]:
    """A room is named by its number, as an identifier."""
    rooms = {UUID(int=room.number): room for room in known_on().rooms}
    return {one: _text(rooms[one]) for one in map(_key, ids) if one in rooms}


def _key(one: UUID | str) -> UUID:
    return one if isinstance(one, UUID) else UUID(one)


def _text(room: RoomShown) -> SearchText:
    body = [*room.former, *room.equipment, room.access]
    return SearchText(
        title=room.name,
        body="\n".join(body),
        url=reverse("booking:room", args=[room.number]),
        audience=[PUBLIC],
        at=clock.now(),
    )


def _all_ids() -> Iterable[UUID]:
    return [UUID(int=room.number) for room in known_on().rooms]


def room_called(word: str) -> RoomShown | None:
    """The room that a word of an address names: as it is called now, else as it was."""
    rooms = known_on().rooms
    now = [room for room in rooms if word in _words(room.name)]
    before = [room for room in rooms if any(word in _words(name) for name in room.former)]
    return next(iter([*now, *before]), None)


def _words(name: str) -> set[str]:
    """A name as it may stand in an address, with its article or without."""
    whole = slugify(name.replace("’", "-").replace("'", "-"))
    article, _dash, rest = whole.partition("-")
    return {whole, rest} if article in {"le", "la", "les", "l"} and rest else {whole}


source = SearchSource(ROOM, _("Salle"), _texts, _all_ids)
