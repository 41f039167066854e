"""Values that are not known yet: they go through a queryset like real ones and are found again in its parameters."""

from __future__ import annotations

import itertools
import secrets
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any, NoReturn, Self
from uuid import UUID

Values = Mapping[Hashable, Any]
Reading = Callable[[Values], Any]
MOST = 512
"""The longest list that is prepared; statements are kept for lists of 1, 2, 4, 8… values, the last one repeated."""

_FAR = 8888  # no date of the house is in that year
_IDS = itertools.count(secrets.randbits(100) << 20)


class PlaceholderError(TypeError):
    """A read does more with a value than hand it to the database: what, and what to do instead."""


class Placeholder:
    """A value read at each call. `reads` finds it among the values of the call."""

    reads: Reading
    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other

    def __bool__(self) -> bool:
        return True

    def _undecided(self, other: object) -> NoReturn:
        del other
        raise PlaceholderError(
            "A prepared read cannot decide by a value: let the database compare it, or give the answer by name."
        )

    __lt__ = __le__ = __gt__ = __ge__ = _undecided


class PlaceholderId(Placeholder, UUID):
    """An identifier to come."""

    __slots__ = ("reads",)

    def __init__(self, reads: Reading) -> None:
        UUID.__init__(self, int=next(_IDS))
        object.__setattr__(self, "reads", reads)


class PlaceholderText(Placeholder, str):
    """A text to come."""

    __slots__ = ("reads",)

    def __new__(cls, reads: Reading) -> Self:
        """Make a text that no real text contains."""
        text = str.__new__(cls, f"\ue000{next(_IDS)}\ue001")
        text.reads = reads
        return text


class PlaceholderDay(Placeholder, date):
    """A day to come; days may be added to it."""

    def __new__(cls, reads: Reading) -> Self:
        """Make a day far from all others."""
        day = date.__new__(cls, _FAR, 8, 8)
        day.reads = reads
        return day

    def __add__(self, delta: timedelta) -> PlaceholderDay:
        return PlaceholderDay(lambda values: self.reads(values) + delta)

    def __sub__(self, delta: timedelta) -> PlaceholderDay:  # type: ignore[override]  # only days are taken away
        return PlaceholderDay(lambda values: self.reads(values) - delta)


class PlaceholderMoment(Placeholder, datetime):
    """A moment to come, aware; durations may be added to it, and its day taken."""

    def __new__(cls, reads: Reading) -> Self:
        """Make a moment far from all others."""
        moment = datetime.__new__(cls, _FAR, 8, 8, tzinfo=UTC)
        moment.reads = reads
        return moment

    def __add__(self, delta: timedelta) -> PlaceholderMoment:
        return PlaceholderMoment(lambda values: self.reads(values) + delta)

    def __sub__(self, delta: timedelta) -> PlaceholderMoment:  # type: ignore[override]  # only durations
        return PlaceholderMoment(lambda values: self.reads(values) - delta)

    def astimezone(self, tz: tzinfo | None = None) -> PlaceholderMoment:
        """The same moment as a clock elsewhere shows it."""
        return PlaceholderMoment(lambda values: self.reads(values).astimezone(tz))

    def date(self) -> PlaceholderDay:
        """Its day."""
        return PlaceholderDay(lambda values: self.reads(values).date())


_KINDS: tuple[tuple[type, Callable[[Reading], Placeholder]], ...] = (
    (datetime, PlaceholderMoment),  # before days, of which it is one for Python
    (date, PlaceholderDay),
    (UUID, PlaceholderId),
    (str, PlaceholderText),
)


def place(value: object, slot: Hashable) -> Placeholder | None:
    """The placeholder of a value, None for one that belongs to the shape of the statement."""
    for kind, placeholder in _KINDS:
        if isinstance(value, kind):
            return placeholder(lambda values: values[slot])
    return None


def padded(values: Sequence[Any]) -> list[Any]:
    """The values, the last one repeated until there are 1, 2, 4, 8…: few statements serve lists of all lengths."""
    if not values:
        return []
    return [*values, *[values[-1]] * ((1 << (len(values) - 1).bit_length()) - len(values))]


def lost(parameter: object) -> bool:
    """Whether something of a placeholder is left in a parameter that is not one: the read transformed it."""
    match parameter:
        case Placeholder():
            return False
        case str():
            return "\ue000" in parameter
        case date():
            return parameter.year == _FAR
        case _:
            return False
