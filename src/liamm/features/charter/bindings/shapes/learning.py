"""Learning together: kinds of events, training and its fair places, and the documentation of projects."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from liamm.features.charter.bindings.shapes.fitting import Kept, Names
from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.enums import Source


class EventHeld(Table):
    """How the house holds a kind of event: the use for which its rooms are booked."""

    use: Annotated[str, Names(Kept.USE)]


class EventKind(Table):
    """A kind of event that the house holds.

    `parts` are what it is made of, one after the other. What it asks beside: what who provides it gets in return, its
    convention and what partners receive.
    """

    key: str
    name: str
    description: str
    parity_required: bool = False
    parts: tuple[str, ...] = ()
    held: EventHeld | None = None
    asks_reciprocity: bool = False
    asks_convention: bool = False


class Registering(Table):
    """How one registers: how long a place offered is held, how long before a date one is reminded, how many at once."""

    offer_hours: int = Field(default=48, ge=1)
    reminder_hours: int = Field(default=24, ge=1)
    most_together: int = Field(default=12, ge=1)


class EventKinds(Table):
    """The kinds of events, and how one registers for them."""

    kinds: tuple[EventKind, ...] = Field(min_length=1)
    registering: Registering = Registering(source=Source.HOUSE)

    def of(self, key: str) -> EventKind | None:
        """One of them, None when this version has it no more."""
        return next((kind for kind in self.kinds if kind.key == key), None)


class SelectionCriterion(Table):
    """One reason to be chosen; the first of the list weighs first."""

    key: str
    name: str
    question: str


class ApplicationReading(Table):
    """How applications are read: the levels in words, the lowest first; by how many; how long one may appeal."""

    levels: tuple[str, ...] = Field(default=("pas encore", "un peu", "nettement", "c’est au cœur"), min_length=2)
    readers: int = Field(default=2, ge=1)
    appeal_days: int = Field(default=10, ge=1)


class Training(Table):
    """How places in a training are given."""

    text: str
    parity: bool
    conventions: tuple[str, ...]
    selection: tuple[SelectionCriterion, ...] = Field(min_length=1)
    reading: ApplicationReading = ApplicationReading(source=Source.HOUSE)


class Piece(Table):
    """Something that must be written before a project closes, and the question it answers."""

    key: str
    name: str
    question: str


class Reminder(Table):
    """When the team is reminded of what is still to be written."""

    days_after_event: int = Field(ge=1)
    days_before_review: int = Field(ge=1)


class Documentation(Table):
    """Who documents a project, and the least that must be written."""

    text: str
    minimum: tuple[Piece, ...]
    reminder: Reminder
    licences: tuple[str, ...]
