"""Each sitting is prepared, convened, held item after item, and published the next days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from liamm.features.governance import actions
from liamm.features.governance.calendar import Due
from liamm.features.governance.enums import Answer, SittingState
from liamm.features.governance.jobs import fill_agendas
from liamm.features.governance.models import AgendaItem, Attendance, Sitting
from liamm.features.governance.seats import sitters
from liamm.site.demo.diary import day_of
from liamm.site.demo.scenes.bodies import body_of, first_day
from liamm.site.demo.stage import Stage, on_day

CHAIRS = {"copil": "head", "codir": "sgar"}
SECRETARY = "team2"
_NOTICE = {"copil": 15, "codir": 7}
_BEFORE = 8
_ABSENT = {("copil", 7): "dga", ("codir", 4): "copil", ("copil", 3): "pilot-state"}

Held = Callable[[Stage, AgendaItem, datetime], None]


def tell(stage: Stage, hold: Held) -> None:
    """Prepare all sittings of the story; `hold` says what happens to each item of one that is held.

    Agendas are filled as the house does each hour, whenever it matters: at the call, before an empty sitting is
    cancelled, in the morning, and now, for what the last sitting left.
    """
    for key in CHAIRS:
        held = stage.diary.since(key, first_day(stage))
        for rank, due in enumerate(reversed(held), start=1):
            _prepare(stage, key, due)
            stage.cue(due.starts, partial(_open, stage, key, rank, due, hold))
            stage.cue(due.ends, partial(_close, stage, key, due))
            if absent := _ABSENT.get((key, rank)):
                stage.cue(due.starts - timedelta(days=4), partial(_excuse, stage, key, due, absent))
        _prepare(stage, key, stage.diary.to_come(key)[0])
    stage.cue(stage.now, fill_agendas)


def sitting_of(key: str, due: Due) -> Sitting:
    """The sitting of a body on a day of its cadence."""
    return Sitting.objects.select_related("body").get(body__key=key, due=due.due)


def _prepare(stage: Stage, key: str, due: Due) -> None:
    called = on_day(day_of(due) - timedelta(days=_NOTICE[key]), 9)
    stage.cue(called, fill_agendas)
    stage.cue(called, partial(_convene, stage, key, due))
    stage.cue(called + timedelta(days=2, hours=5), partial(_answer, key, due))
    stage.cue(on_day(day_of(due) - timedelta(days=1), 17), partial(_cancel_empty, stage, key, due))
    stage.cue(on_day(day_of(due), _BEFORE), fill_agendas)


def _convene(stage: Stage, key: str, due: Due) -> None:
    actions.convene_sitting(stage.person("team"), sitting_of(key, due))


def _answer(key: str, due: Due) -> None:
    """Nearly everyone says that they come; one or two never answer before the day."""
    asked = Attendance.objects.filter(sitting=sitting_of(key, due)).select_related("person").order_by("seat")
    for attendance in list(asked)[:-1]:
        actions.answer_presence(attendance.person, attendance, answer=Answer.COMING)


def _excuse(stage: Stage, key: str, due: Due, absent: str) -> None:
    person = stage.person(absent)
    attendance = Attendance.objects.get(sitting=sitting_of(key, due), person=person)
    actions.answer_presence(person, attendance, answer=Answer.REPLACED)


def _cancel_empty(stage: Stage, key: str, due: Due) -> None:
    """Nobody comes for an empty agenda; the first sitting of a body is held anyway."""
    fill_agendas()
    sitting = sitting_of(key, due)
    held_before = Sitting.objects.filter(body=sitting.body, state=SittingState.CLOSED).exists()
    if held_before and not sitting.items.on_agenda().exists():
        actions.cancel_sitting(stage.person("head"), sitting, reason="Aucun point n’est mûr ce mois-ci.")


def _open(stage: Stage, key: str, rank: int, due: Due, hold: Held) -> None:
    sitting, chair = sitting_of(key, due), stage.person(CHAIRS[key])
    if sitting.state == SittingState.CANCELLED:
        return
    absent = _ABSENT.get((key, rank))
    away = stage.person(absent).pk if absent else None
    seated = sitters(body_of(key), sitting.day)
    empty = {one.seat.key for one in seated if one.person.pk == away}
    present = [
        one.person.pk for one in seated if one.person.pk != away and (not one.stands_in or one.seat.key in empty)
    ]
    draft = actions.OpeningDraft(chair=chair, secretary=stage.person(SECRETARY), present=present)
    actions.open_sitting(chair, sitting, draft=draft)
    items = list(sitting.items.on_agenda())
    for place, item in enumerate(items, start=1):
        hold(stage, item, due.starts + timedelta(minutes=min(place * 8, 50)))


def _close(stage: Stage, key: str, due: Due) -> None:
    sitting = sitting_of(key, due)
    if sitting.state == SittingState.OPEN:
        actions.close_sitting(stage.person(SECRETARY), sitting)
