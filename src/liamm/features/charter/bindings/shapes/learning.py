"""Learning together: kinds of events, training and its fair places, and the documentation of projects."""

from __future__ import annotations

from pydantic import Field

from liamm.features.charter.bindings.shapes.table import Table


class EventKind(Table):
    """A kind of event that the house holds."""

    key: str
    name: str
    description: str
    parity_required: bool = False


class EventKinds(Table):
    """The kinds of events."""

    kinds: tuple[EventKind, ...] = Field(min_length=1)


class SelectionCriterion(Table):
    """One reason to be chosen; the first of the list weighs first."""

    key: str
    name: str
    question: str


class Training(Table):
    """How places in a training are given."""

    text: str
    parity: bool
    conventions: tuple[str, ...]
    selection: tuple[SelectionCriterion, ...] = Field(min_length=1)


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
