"""What shapes say of a value that its type does not: what it names elsewhere, and what does not fit in its own file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kept(StrEnum):
    """What a charter keeps under keys that other files name."""

    BODY = "body"
    SEAT = "seat"
    ROOM = "room"
    USE = "use"
    HOST = "host"


@dataclass(frozen=True, slots=True)
class Names:
    """The mark of a field whose words are keys of something kept elsewhere: `Annotated[str, Names(Kept.BODY)]`."""

    kept: Kept


class MisfitError(ValueError):
    """A value that fits its type and nothing else: a code for its sentence, where it stands, its word, what would fit.

    `place` goes down from the table that refuses it.
    """

    def __init__(
        self, code: str, *place: str | int, word: object = "", known: Sequence[str] = (), other: object = ""
    ) -> None:
        super().__init__(code)
        self.place = place
        self.word, self.known, self.other = str(word), tuple(known), str(other)
