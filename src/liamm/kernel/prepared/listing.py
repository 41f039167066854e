"""A long list read page by page, as Django's `Paginator` takes it: how many rows, and those between two places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Generic, TypeVar, overload

RowT = TypeVar("RowT")


class Listed(Generic[RowT]):
    """A list whose number and whose pages are prepared reads; each is asked when it is shown."""

    def __init__(self, number: Callable[[], list[int]], rows: Callable[[int, int], list[RowT]]) -> None:
        self._number, self._rows = number, rows

    def count(self) -> int:
        """How many rows there are in all."""
        return self._number()[0]

    def __len__(self) -> int:
        return self.count()

    def __iter__(self) -> Iterator[RowT]:
        return iter(self._rows(0, self.count()))

    @overload
    def __getitem__(self, asked: int) -> RowT: ...

    @overload
    def __getitem__(self, asked: slice) -> list[RowT]: ...

    def __getitem__(self, asked: int | slice) -> RowT | list[RowT]:
        if isinstance(asked, slice):
            return self._rows(asked.start, asked.stop)
        return self._rows(asked, asked + 1)[0]
