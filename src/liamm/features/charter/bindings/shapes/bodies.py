"""The bodies: who sits, when, with which powers, and how a sitting is convened."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Self

from dateutil.rrule import rrulestr
from pydantic import Field, model_validator

from liamm.features.charter.bindings.shapes.fitting import Kept, MisfitError, Names
from liamm.features.charter.bindings.shapes.table import Table


class Seat(Table):
    """A seat of a body, held under a dated mandate; `host` names the host organisation it belongs to.

    `chairs` is read in versions adopted before `Body.chair` could say it with a source of its own.
    """

    key: str
    name: str
    host: Annotated[str | None, Names(Kept.HOST)] = None
    places: int = Field(default=1, ge=1)
    chairs: bool = False
    votes: bool = True


class Slot(Table):
    """When exactly a body sits: an RFC 5545 rule, an hour and a length."""

    rule: str = Field(pattern=r"^FREQ=(YEARLY|MONTHLY|WEEKLY)(;[A-Z]+=[A-Z0-9,+-]+)*$")
    at: time
    minutes: int = Field(ge=15)
    room: Annotated[str | None, Names(Kept.ROOM)] = None

    @model_validator(mode="after")
    def _is_a_rule(self) -> Self:
        """The rule gives days."""
        try:
            rrulestr(self.rule)
        except ValueError as error:
            raise MisfitError("rule", "rule", word=self.rule) from error
        return self


class Cadence(Table):
    """How often a body sits, in words, and the slot that follows from it."""

    text: str
    slot: Slot


class Quorum(Table):
    """Who must be present for a sitting to decide: a share of the seats, and the seats that must be there."""

    share: float = Field(gt=0, le=1)
    each_host: bool = False


class Convening(Table):
    """The delays around a sitting, in days."""

    notice_days: int = Field(ge=0)
    file_days: int = Field(ge=0)
    published_within_days: int = Field(ge=0)


class Length(Table):
    """How many items a sitting takes; what comes by itself beyond goes to the next one that has room."""

    items: int = Field(ge=1)


class Chair(Table):
    """The seat that presides; one only, also in a body that includes another which has its own."""

    seat: Annotated[str, Names(Kept.SEAT)]


class Body(Table):
    """One body; it may include every seat of another."""

    key: str
    name: str
    long_name: str
    role: str
    powers: tuple[str, ...]
    includes: str | None = None
    seats: tuple[Seat, ...] = ()
    chair: Chair | None = None
    cadence: Cadence | None = None
    quorum: Quorum | None = None
    convening: Convening | None = None
    length: Length | None = None


class Bodies(Table):
    """The bodies of the laboratory."""

    bodies: tuple[Body, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """A body includes only a body that stands before it, and seats have keys of their own."""
        known: list[str] = []
        for number, body in enumerate(self.bodies):
            if body.includes is not None and body.includes not in known:
                raise MisfitError("unknown_body", "bodies", number, "includes", word=body.includes, known=known)
            known.append(body.key)
            held = {seat.key for seat in self.seats_of(body.includes)} if body.includes else set()
            for place, seat in enumerate(body.seats):
                if seat.key in held:
                    raise MisfitError("seat_twice", "bodies", number, "seats", place, "key", word=seat.key)
            own = [seat.key for seat in self.seats_of(body.key)]
            if body.chair is not None and body.chair.seat not in own:
                raise MisfitError("chair_elsewhere", "bodies", number, "chair", "seat", word=body.chair.seat, known=own)
        return self

    def body(self, key: str) -> Body:
        """Return one body by its key."""
        return next(each for each in self.bodies if each.key == key)

    def seats_of(self, key: str) -> tuple[Seat, ...]:
        """Return the seats of a body, those of the body it includes first."""
        body = self.body(key)
        return (self.seats_of(body.includes) if body.includes else ()) + body.seats

    def chair_of(self, key: str) -> str:
        """Return the key of the seat that presides a body: its own word first, then that of the body it includes."""
        body = self.body(key)
        if body.chair is not None:
            return body.chair.seat
        named = next((seat.key for seat in body.seats if seat.chairs), "")
        return named or (self.chair_of(body.includes) if body.includes else "")

    def seat(self, key: str) -> Seat:
        """Return one seat by its key, whatever body holds it."""
        return next(seat for body in self.bodies for seat in body.seats if seat.key == key)
