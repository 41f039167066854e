"""How the house is cared for: rooms given back, a screen that breaks, hands lent, and who holds which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from liamm.features.booking import actions
from liamm.features.booking.enums import BookingState, TaskKind
from liamm.features.booking.keepers import opened_days
from liamm.features.booking.models import Booking, HandoverNote, HouseTask
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.site.demo.reading import tale
from liamm.site.demo.stage import Stage, working

_DAY, _SUNDAY = timedelta(days=1), timedelta(days=6)
_AFTER = timedelta(minutes=10)
_LOOKED_BACK = 28
"""Days: whatever closes the house around a feast, something was booked and is over by then."""


def tell(stage: Stage) -> None:
    """Say who holds the house, see what there is to do, give rooms back, hand over."""
    told = tale("upkeep")
    stage.ago(told["rota"]["ago"], partial(_fill_rota, stage, told["rota"]), hour=9)
    for one in told["tasks"]:
        stage.cue(_worked(stage, one["ago"], 11), partial(_see, stage, one))
    for one in told["given_back"]:
        stage.ago(_LOOKED_BACK, partial(_wait_for_end, stage, one), hour=7)
    for one in told["notes"]:
        stage.cue(_worked(stage, one["ago"], 18), partial(_hand_over, stage, one))


def _worked(stage: Stage, ago: int, hour: int) -> datetime:
    """An hour of a day on which people work at the lab."""
    return working(stage.moment(ago, hour))


def _fill_rota(stage: Stage, told: Mapping[str, Any]) -> None:
    """The weeks from that of the day on: one after the other, each day somebody else, and one day is left."""
    people = [stage.person(key).pk for key in told["turn"]]
    first = clock.today() - timedelta(days=clock.today().weekday())
    days = opened_days(first, first + told["weeks"] * 7 * _DAY - _DAY)
    held = {day: [people[place % len(people)]] for place, day in enumerate(days) if place != told["free"]}
    for week in range(told["weeks"]):
        monday = first + week * 7 * _DAY
        mine = {day: held[day] for day in held if monday <= day <= monday + _SUNDAY}
        actions.fill_rota(stage.person("head"), draft=actions.RotaDraft(monday=monday, days=mine))


def _see(stage: Stage, told: Mapping[str, Any]) -> None:
    draft = actions.TaskDraft(
        what=told["what"],
        kind=TaskKind(told["kind"]),
        room=told["room"],
        hands=told.get("hands", 1),
        words=told.get("words", ""),
    )
    task = actions.add_task(stage.person(told["person"]), draft=draft)
    if "taken_by" in told:
        stage.cue(_worked(stage, told["taken_ago"], 9), partial(_take, stage, task, told["taken_by"]))
    if "done_ago" in told:
        stage.cue(_worked(stage, told["done_ago"], 17), partial(_finish, stage, task, told))


def _take(stage: Stage, task: HouseTask, who: str) -> None:
    actions.take_task(stage.person(who), task)


def _finish(stage: Stage, task: HouseTask, told: Mapping[str, Any]) -> None:
    actions.finish_task(stage.person(told["taken_by"]), task, said=told["said"])


def _wait_for_end(stage: Stage, told: Mapping[str, Any]) -> None:
    """The last booking of a title that is over by now: it is given back as it ends."""
    over = Booking.objects.filter(title=told["title"], state=BookingState.CONFIRMED)
    booking = over.filter(ends__gt=clock.now(), ends__lte=stage.now - _AFTER).order_by("-ends").first()
    if booking:
        stage.cue(booking.ends + _AFTER, partial(_give_back, booking, told))


def _give_back(booking: Booking, told: Mapping[str, Any]) -> None:
    actions.ask_restoring(SYSTEM, booking)
    every = {held.room_id: range(20) for held in booking.occupations.all()}
    draft = actions.RestoringDraft(done=every, words=told["words"], damage=told.get("damage", ""))
    actions.give_rooms_back(booking.booked_by or SYSTEM, booking, draft=draft)


def _hand_over(stage: Stage, told: Mapping[str, Any]) -> None:
    note = actions.write_note(stage.person(told["person"]), words=told["words"])
    for reader in told["read_by"]:
        stage.cue(clock.now() + timedelta(hours=2), partial(_read, stage, note, reader))


def _read(stage: Stage, note: HandoverNote, reader: str) -> None:
    actions.mark_note_read(stage.person(reader), note)
