"""How the rooms are taken: options, waiting, arrival, and the limits that a charter may set."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from liamm.features.charter.bindings.shapes.fitting import MisfitError
from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.enums import Source


class OptionRule(Table):
    """For how many days a room may be held without being sure, and when that lapses at the latest."""

    days: tuple[int, ...] = Field(min_length=1)
    lapses_hours_before: int = Field(ge=0)
    reminded_hours_before: int = Field(ge=0)

    @model_validator(mode="after")
    def _some_time(self) -> Self:
        """Each lasts."""
        for day in self.days:
            if day < 1:
                raise MisfitError("day", "days", word=day)
        return self


class WaitingRule(Table):
    """How long whoever waited for a room has to say yes once it is free."""

    hours_to_answer: int = Field(ge=1)


class ArrivalRule(Table):
    """From how early one may say that one is there, and how long nobody may be there before the room is given back.

    What lasts at least `long_from_minutes` is given more time.
    """

    early_minutes: int = Field(ge=0)
    grace_minutes: int = Field(ge=5)
    long_from_minutes: int = Field(ge=1)
    long_grace_minutes: int = Field(ge=5)


class LeadLimit(Table):
    """How many minutes before its start a booking is made at the latest."""

    minutes: int = Field(ge=1)
    text: str


class AheadLimit(Table):
    """How many days ahead a booking is made at the earliest."""

    days: int = Field(ge=1)
    text: str


class WeekLimit(Table):
    """How many hours of rooms one person, or one organisation, takes in one week at most."""

    hours: int = Field(ge=1)
    text: str


class Limits(Table):
    """What a charter may limit; each says so in its own words, and what is not there is not limited."""

    lead: LeadLimit | None = None
    ahead: AheadLimit | None = None
    person_week: WeekLimit | None = None
    organisation_week: WeekLimit | None = None


class Taking(Table):
    """How the rooms are taken; what is not there is not done: no option, no waiting, nobody asked whether they came."""

    text: str
    option: OptionRule | None = None
    waiting: WaitingRule | None = None
    arrival: ArrivalRule | None = None
    limits: Limits | None = None


_HOUSE = Source.HOUSE
USUAL = Taking(
    source=_HOUSE,
    text="",
    option=OptionRule(source=_HOUSE, days=(1, 3, 7), lapses_hours_before=24, reminded_hours_before=24),
    waiting=WaitingRule(source=_HOUSE, hours_to_answer=24),
    arrival=ArrivalRule(
        source=_HOUSE, early_minutes=30, grace_minutes=20, long_from_minutes=240, long_grace_minutes=60
    ),
)
"""The usage that holds when a version says nothing of it."""
