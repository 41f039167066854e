"""What a room is at a moment: free, soon taken, taken, being arranged, or closed; and until when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from liamm.features.booking.rules.spans import Span

SOON = timedelta(minutes=30)


class State(StrEnum):
    """What a room is; the words are those of the section of the house (`ui.shapes.Room`)."""

    FREE = "free"
    SOON = "soon"
    BUSY = "busy"
    WORKS = "works"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Held:
    """A time at which a room is taken: people are there between `starts` and `ends`, it is arranged around.

    `reason` says why it is closed, when it is; `use` for which use it is booked; `given_back` that those who were
    there said how they leave it.
    """

    starts: datetime
    ends: datetime
    since: datetime
    until: datetime
    use: str = ""
    reason: str = ""
    given_back: bool = False


@dataclass(frozen=True, slots=True)
class Present:
    """What a room is, until when (None: nothing more is planned), by what, and what follows."""

    state: State
    until: datetime | None = None
    here: Held | None = None
    following: tuple[Held, ...] = ()


def present(now: datetime, held: Sequence[Held], windows: Sequence[Span], *, closed: bool = False) -> Present:
    """A room at a moment; `held` is what takes it that day, `windows` when people may be in it."""
    ordered = sorted(held, key=lambda one: (one.since, one.until))
    here = next((one for one in ordered if one.since <= now < one.until), None)
    following = tuple(one for one in ordered if one.since > now)
    if closed:
        return Present(State.CLOSED)
    if here:
        return _taken(now, here, following)
    if not any(first <= now < last for first, last in windows):
        return Present(
            State.CLOSED, next((first for first, _last in sorted(windows) if first > now), None), None, following
        )
    coming = following[0] if following else None
    if coming and coming.since - now <= SOON:
        return Present(State.SOON, coming.starts, None, following)
    return Present(State.FREE, coming.since if coming else None, None, following)


def _taken(now: datetime, here: Held, following: tuple[Held, ...]) -> Present:
    if here.reason:
        return Present(State.CLOSED, here.until, here, following)
    if here.starts <= now < here.ends:
        return Present(State.BUSY, here.ends, here, following)
    return Present(State.WORKS, here.starts if now < here.starts else here.until, here, following)
