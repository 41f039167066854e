"""The house: its rooms, when it is open, what it takes and refuses, and who comes first."""

from __future__ import annotations

from datetime import time
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, model_validator

from liamm.features.charter.bindings.shapes.fitting import Kept, MisfitError, Names
from liamm.features.charter.bindings.shapes.table import Table


class Layout(Table):
    """A way to arrange a room."""

    key: str
    name: str


class Furnishing(Table):
    """Details of a room: capacity by layout, minutes to set up and restore, place on the plan.

    `initial_state` says how one finds the room, `checklist` what one does before leaving it. It is `step_free`
    when one comes in without a step.
    """

    capacity: dict[str, int]
    setup_minutes: int = Field(ge=0)
    restore_minutes: int = Field(ge=0)
    equipment: tuple[str, ...] = ()
    access: str
    initial_state: str = ""
    checklist: tuple[str, ...] = ()
    step_free: bool = False
    plan: tuple[int, int, int, int]


class Room(Table):
    """A room of the house; its number never changes, its name may."""

    id: int = Field(ge=1)
    key: str
    name: str
    indoors: bool
    floor: int
    furnishing: Furnishing


class Together(Table):
    """Rooms that have a name together, and are taken in one gesture: all of them, or none."""

    key: str
    name: str
    rooms: tuple[int, ...] = Field(min_length=2)


class Turnaround(Table):
    """The longest time that arranging a room may take."""

    minutes: int = Field(ge=0)
    text: str


class Rooms(Table):
    """The rooms, as a house names them."""

    text: str
    counted: int
    layouts: tuple[Layout, ...] = Field(min_length=1)
    turnaround: Turnaround
    rooms: tuple[Room, ...] = Field(min_length=1)
    together: tuple[Together, ...] = ()

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """Numbers and keys are unique, layouts exist, and no room takes longer than the turnaround."""
        numbers, known = [room.id for room in self.rooms], [layout.key for layout in self.layouts]
        for place, room in enumerate(self.rooms):
            if room.id in numbers[:place]:
                raise MisfitError("room_twice", "rooms", place, "id", word=room.id)
            within = ("rooms", place, "furnishing")
            for word in room.furnishing.capacity:
                if word not in known:
                    raise MisfitError("unknown_layout", *within, "capacity", word=word, known=known)
            for field in ("setup_minutes", "restore_minutes"):
                asked, most = getattr(room.furnishing, field), self.turnaround.minutes
                if asked > most:
                    raise MisfitError("turnaround_too_long", *within, field, word=asked, other=most)
        return self

    @model_validator(mode="after")
    def _name_what_is(self) -> Self:
        """What has a name together exists."""
        numbers = [room.id for room in self.rooms]
        known = [str(number) for number in numbers]
        for place, some in enumerate(self.together):
            for number in some.rooms:
                if number not in numbers:
                    raise MisfitError("unknown_room", "together", place, "rooms", word=number, known=known)
        return self

    def room(self, number: int) -> Room:
        """Return one room by its number."""
        return next(each for each in self.rooms if each.id == number)


class ExceptionRule(Table):
    """Who answers a request to come outside the hours, and how early it is made."""

    answered_by: Annotated[str, Names(Kept.SEAT)]
    days_before: int = Field(ge=0)


class OpeningRule(Table):
    """When the house is open; `days` are ISO week days, 1 being Monday; `holidays` a country of public holidays."""

    days: tuple[int, ...] = Field(min_length=1)
    opens: time
    closes: time
    timezone: str
    holidays: str | None
    text: str
    exceptions: ExceptionRule

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """Days exist and the house closes after it opens."""
        for day in self.days:
            if day not in range(1, 8):
                raise MisfitError("day", "days", word=day)
        if self.opens >= self.closes:
            raise MisfitError("hours", "closes", word=f"{self.closes:%H:%M}", other=f"{self.opens:%H:%M}")
        try:
            ZoneInfo(self.timezone)
        except (KeyError, ValueError, OSError) as error:
            known = sorted(available_timezones())
            raise MisfitError("timezone", "timezone", word=self.timezone, known=known) from error
        return self


class Use(Table):
    """A use that the house takes."""

    key: str
    name: str


class OtherWords(Table):
    """More words that give a use away than those of the charter.

    `unless` are phrases that hold one of the words and mean something else, as they are written: a place, a denial.
    """

    unless: tuple[str, ...] = ()
    words: tuple[str, ...] = Field(min_length=1)


class Instead(Table):
    """What is offered to whoever asks for a use that the house does not take."""

    offer: str
    towards: Annotated[tuple[str, ...], Names(Kept.USE)]


class RefusedUse(Table):
    """A use that the house does not take: the words that give it away, why, and what is offered instead.

    `offer` and `towards` are read in versions adopted before `instead` could say them with a source of its own.
    """

    key: str
    name: str
    words: tuple[str, ...] = Field(min_length=1)
    also: OtherWords | None = None
    reason: str
    instead: Instead | None = None
    offer: str = ""
    towards: Annotated[tuple[str, ...], Names(Kept.USE)] = ()

    @property
    def all_words(self) -> tuple[str, ...]:
        """Every word that gives it away, those of the charter first."""
        return self.words + (self.also.words if self.also else ())


class PriorityClass(Table):
    """Who comes first when two ask for one room; the first of the list comes first."""

    key: str
    name: str


class Displacement(Table):
    """How a guest is moved for a lab project: another room is offered first, with time to answer."""

    another_room_first: bool
    days_to_answer: int = Field(ge=1)
    never_within_days: int = Field(ge=0)


class Priority(Table):
    """The order in which rooms are given."""

    text: str
    classes: tuple[PriorityClass, ...] = Field(min_length=1)
    displacement: Displacement


class Uses(Table):
    """What the house takes, what it refuses, and in which order."""

    text: str
    accepted: tuple[Use, ...] = Field(min_length=1)
    refused: tuple[RefusedUse, ...]
    priority: Priority


class HouseRule(Table):
    """One rule of the place, printed for those who come."""

    key: str
    text: str


class AccessWindow(Table):
    """From when before a booking, to how many hours after, codes are shown.

    Either so many hours before, or so many days before at an hour of the clock of the house: the evening before.
    """

    shown_hours_before: int | None = Field(default=None, ge=0)
    shown_days_before: int | None = Field(default=None, ge=0)
    shown_at: time | None = None
    hidden_hours_after: int = Field(ge=0)

    @model_validator(mode="after")
    def _say_it_once(self) -> Self:
        """It is said in hours, or by a day and an hour of the clock."""
        by_clock = self.shown_days_before is not None and self.shown_at is not None
        one_half = (self.shown_days_before is None) != (self.shown_at is None)
        if one_half or by_clock == (self.shown_hours_before is not None):
            raise MisfitError("window_once", "shown_at")
        return self


class AccessRule(Table):
    """Who receives plan and codes, and between which moments."""

    text: str
    window: AccessWindow


class HouseRules(Table):
    """The rules of the place."""

    rules: tuple[HouseRule, ...] = Field(min_length=1)
    access: AccessRule
