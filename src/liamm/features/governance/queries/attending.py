"""Who is there while a sitting is held, who may still come in, and what one may say for oneself."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from liamm.features.accounts.models import Person
from liamm.features.governance.counting import rules_of
from liamm.features.governance.enums import SittingState
from liamm.features.governance.models import Attendance, Sitting
from liamm.features.governance.rules.quorum import SeatRule
from liamm.features.governance.rules.seating import free_seat
from liamm.features.governance.seats import Sitter, seats_of, sitters
from liamm.kernel import clock
from liamm.kernel.access import Actor


class Arrival(StrEnum):
    """What a member may say for oneself: nothing, that they are there, or that they leave."""

    NONE = ""
    COMES = "comes"
    LEAVES = "leaves"


@dataclass(frozen=True, slots=True)
class Seated:
    """Someone who is there, or may come: `held` names whoever holds their seat meanwhile."""

    person: Person
    seat_name: str
    stands_in: bool
    answer: str = ""
    held: str = ""


@dataclass(frozen=True, slots=True)
class Roll:
    """Who is there, who may still come in, and what the reader may say for oneself."""

    here: Sequence[Seated]
    away: Sequence[Seated]
    arrival: Arrival


def roll_of(actor: Actor, sitting: Sitting) -> Roll:
    """The roll of a sitting; the number of queries does not grow with those who sit."""
    rows = list(sitting.attendances.select_related("person").order_by("person__sort_name"))
    names = {seat.key: seat.name for seat in seats_of(sitting.body.key, rules_of(sitting))}
    there = [one for one in rows if one.present]
    members = [] if sitting.is_over else sitters(sitting.body, clock.today())
    here = [Seated(one.person, names.get(one.seat, one.seat), one.stands_in) for one in there]
    away = _away(members, rows) if members else _stayed(rows, names)
    mine = any(one.person_id == actor.pk for one in there)
    sits = mine or any(one.person.pk == actor.pk for one in members)
    return Roll(here, away, _arrival(sitting, sits=sits, present=mine))


def _away(members: Collection[Sitter], rows: Sequence[Attendance]) -> list[Seated]:
    """The members who are not there, each on the seat they would take."""
    there = [one for one in rows if one.present]
    answers = {one.person_id: str(one.get_answer_display()) for one in rows}
    present = {one.person_id for one in there}
    people = {one.person.pk: one.person for one in members if one.person.pk not in present}
    found = []
    for key, person in people.items():
        own = [one for one in members if one.person.pk == key]
        free = free_seat([SeatRule(one.seat.key, places=one.seat.places) for one in own], [one.seat for one in there])
        seat = next((one for one in own if one.seat.key == free), own[0])
        held = "" if free else ", ".join(str(one.person) for one in there if one.seat == seat.seat.key)
        found.append(Seated(person, seat.seat.name, seat.stands_in, answers.get(key, ""), held))
    return found


def _stayed(rows: Collection[Attendance], names: dict[str, str]) -> list[Seated]:
    """Those who were called and did not come, once all is over."""
    return [
        Seated(one.person, names.get(one.seat, one.seat), one.stands_in, str(one.get_answer_display()))
        for one in rows
        if not one.present
    ]


def arrival(actor: Actor, sitting: Sitting, *, present: bool) -> Arrival:
    """What the reader may say for oneself from the page of a sitting."""
    if sitting.is_over or not isinstance(actor, Person):
        return Arrival.NONE
    sits = present or any(one.person.pk == actor.pk for one in sitters(sitting.body, clock.today()))
    return _arrival(sitting, sits=sits, present=present)


def _arrival(sitting: Sitting, *, sits: bool, present: bool) -> Arrival:
    held = sitting.state == SittingState.OPEN or (not sitting.is_over and sitting.day == clock.today())
    if not (sits and held):
        return Arrival.NONE
    return Arrival.LEAVES if present else Arrival.COMES
