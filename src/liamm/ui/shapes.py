"""Shapes that components take: small frozen records, so that a page knows what to prepare.

A component reads attributes only, so any object with the same names does as well.
"""

from dataclasses import dataclass, field
from enum import StrEnum


class StepState(StrEnum):
    """Where one step of a chain stands."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Link:
    """A word that leads somewhere; `current` marks the page one is on."""

    label: str
    url: str = ""
    current: bool = False
    children: tuple["Link", ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the main navigation: the entry that leads there, all of them, and where pages without one stand."""

    label: str
    url: str
    entries: tuple[Link, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The beginnings of the addresses of its pages."""
        return (*(entry.url for entry in self.entries), *self.others)

    def holds(self, path: str) -> bool:
        """Whether a page stands there."""
        return any(path.startswith(one) for one in self.paths)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list in a panel: what it is, where it leads, small words under it, and a tag or a day at its end.

    `lang` is that of the title, when people wrote it. Everything is in words, so that it is drawn once for the same.
    """

    title: str
    url: str = ""
    meta: str = ""
    lang: str = ""
    tag: str = ""
    end: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of *le fil*: what it is, one line of what it changed, where to read it."""

    label: str
    line: str = ""
    url: str = ""
    state: StepState = StepState.NEXT
    when: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """A room in the section of the house. `state`: free, busy, soon, works or closed."""

    name: str
    line: str = ""
    state: str = "free"
    url: str = ""
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Floor:
    """One storey of the house, from left to right."""

    rooms: tuple[Room, ...] = field(default_factory=tuple)
