"""Who is there, when several phones say it, some of them late: the latest gesture stands, sent once or ten times."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
AFTER = timedelta(days=7)
"""For how long after the end of a date who came is still noted."""


@dataclass(frozen=True, slots=True)
class Mark(Generic[K]):
    """A gesture at the door: somebody is there, or is not after all, at a moment of the phone."""

    who: K
    here: bool
    at: datetime


def noted_until(ends: datetime) -> datetime:
    """Until when gestures are made about a date: those made before it, and sent later, are taken in."""
    return ends + AFTER


def merged(known: Mapping[K, Mark[K]], marks: Iterable[Mark[K]], now: datetime) -> dict[K, Mark[K]]:
    """What changes of what is known: the latest gesture on each stands, whatever the order they come in.

    A phone whose clock is ahead does not win over gestures to come: its moments end now. Of two gestures of the same
    moment, that somebody is there stands.
    """
    changed: dict[K, Mark[K]] = {}
    for mark in marks:
        mark = Mark(mark.who, mark.here, min(mark.at, now))  # noqa: PLW2901  # the same gesture, its clock corrected
        before = changed.get(mark.who) or known.get(mark.who)
        if before is None or (mark.at, mark.here) > (before.at, before.here):
            changed[mark.who] = mark
    return changed
