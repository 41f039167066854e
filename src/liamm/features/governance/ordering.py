"""Moving one thing by a place in a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def moved(things: Sequence[T], thing: T, step: int) -> list[T]:
    """The list with one thing a place up (-1) or down (1); at the end, it stays."""
    ordered = list(things)
    place = ordered.index(thing)
    ordered.insert(min(max(0, place + step), len(ordered) - 1), ordered.pop(place))
    return ordered
