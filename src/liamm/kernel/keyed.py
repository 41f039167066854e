"""Something told apart by a key: for what is kept by `lru_cache` and cannot be hashed, or holds more than matters."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Keyed(Generic[T]):
    """A value of which the key says all that counts: two of the same key are the same."""

    __slots__ = ("key", "value")

    def __init__(self, value: T, key: Hashable) -> None:
        self.value = value
        self.key = key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyed) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)
