"""Where a value stands in a TOML text, so that an error can name its line."""

from __future__ import annotations

import re
from collections import Counter

Place = tuple[str | int, ...]

_TABLE = re.compile(r"^\s*(\[\[|\[)\s*([A-Za-z0-9_.\- ]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"^\s*([A-Za-z0-9_-]+)\s*=")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


class _Scanner:
    """Walks down a TOML text and remembers the line of each table, key and item of a list of tables."""

    def __init__(self) -> None:
        self.lines: dict[Place, int] = {(): 1}
        self._table: Place = ()
        self._tables: Counter[Place] = Counter()
        self._list: Place | None = None
        self._items = 0
        self._depth = 0
        self._in_text = False

    def feed(self, number: int, line: str) -> None:
        """Take one line in."""
        if self._in_text:
            self._in_text = line.count('"""') % 2 == 0
        elif self._depth:
            self._continue_list(number, line)
        elif header := _TABLE.match(line):
            self._open_table(number, header.group(2), repeated=header.group(1) == "[[")
        elif key := _KEY.match(line):
            self._open_key(number, key.group(1), line)

    def _open_table(self, number: int, name: str, *, repeated: bool) -> None:
        *parents, last = (part.strip() for part in name.split("."))
        place: Place = ()
        for parent in parents:
            place = self._current((*place, parent))
        if repeated:
            self._tables[(*place, last)] += 1
        self._table = self._current((*place, last))
        self.lines.setdefault((*place, last), number)
        self.lines[self._table] = number

    def _current(self, place: Place) -> Place:
        """Point into the last item when the place is a list of tables."""
        return (*place, self._tables[place] - 1) if place in self._tables else place

    def _open_key(self, number: int, key: str, line: str) -> None:
        place = (*self._table, key)
        self.lines[place] = number
        self._in_text = line.count('"""') % 2 == 1
        if not self._in_text:
            self._list, self._items = place, 0
            self._depth = self._opened(line)

    def _continue_list(self, number: int, line: str) -> None:
        if self._list is not None and self._depth == 1 and line.lstrip().startswith("{"):
            self.lines[(*self._list, self._items)] = number
            self._items += 1
        self._depth += self._opened(line)

    @staticmethod
    def _opened(line: str) -> int:
        bare = _STRING.sub("", line).split("#")[0]
        return bare.count("[") - bare.count("]")


def lines_of(text: str) -> dict[Place, int]:
    """Return the line of every table and key of a TOML text, by its place."""
    scanner = _Scanner()
    for number, line in enumerate(text.splitlines(), start=1):
        scanner.feed(number, line)
    return scanner.lines


def line_of(lines: dict[Place, int], place: Place) -> int:
    """Return the line of a place, or of the nearest thing around it that has one."""
    while place not in lines:
        place = place[:-1]
    return lines[place]
