"""A training to which forty apply for sixteen places: promised, read by two, given by the rules, appealed, replaced."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from itertools import islice
from typing import Any

from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.queries import hosts
from liamm.features.events.actions import (
    EventDraft,
    EventWords,
    RegistrationDraft,
    SessionDraft,
    cancel_registration,
    open_event,
    plan_event,
    register,
)
from liamm.features.events.enums import Admission
from liamm.features.events.models import Event
from liamm.features.training import actions
from liamm.features.training.announcing import announced_of
from liamm.features.training.models import Application, Selection
from liamm.kernel.access import LinkHolder
from liamm.site.demo.reading import tale
from liamm.site.demo.scenes.events import open_days
from liamm.site.demo.stage import Stage, on_day

_APPLY = 40
_AHEAD = 20
_DAYS = 2


def tell(stage: Stage) -> None:
    """Each step on its day."""
    told = tale("training")
    stage.ago(told["planned"], partial(_plan, stage, told), hour=9)
    for number in range(_APPLY):
        stage.ago(told["opened"] - 1 - number // 2, partial(_apply, stage, told, number), hour=8 + number % 9)
    stage.ago(told["read"], partial(_read, stage, told), hour=10)
    stage.ago(told["published"], partial(_publish, stage), hour=14)
    stage.ago(told["appealed"], partial(_appeal, stage, told), hour=11)
    stage.ago(told["answered"], partial(_answer, stage, told), hour=16)
    stage.ago(told["withdrawn"], partial(_withdraw, stage), hour=9)


def _plan(stage: Stage, told: Mapping[str, Any]) -> None:
    """Prepared, what is declared said, then announced."""
    team = stage.person("team")
    words = EventWords(
        kind="campus",
        title=told["title"],
        summary=told["summary"],
        description=told["description"],
        admission=Admission.SELECTION,
        closes_at=stage.moment(told["closed"], 18),
        parity=True,
        convention=told["convention"],
        partners_receive=told["partners_receive"],
    )
    days = islice(open_days(stage.today + timedelta(days=_AHEAD)), _DAYS)
    sessions = [
        SessionDraft(starts=on_day(day, 9, 30), ends=on_day(day, 16, 30), place="Rennes, Le Mabilay") for day in days
    ]
    event = plan_event(team, draft=EventDraft(words=words, sessions=sessions, capacity=told["places"]))
    stage.made["training"] = event.pk
    actions.prepare_selection(team, event, declared=[actions.Declared(told["declared"], told["shares"])])
    open_event(team, event)


def _selection(stage: Stage) -> Selection:
    return Selection.objects.select_related("event").get(event=stage.made["training"])


def _apply(stage: Stage, told: Mapping[str, Any], number: int) -> None:
    """Somebody of one host or the other, or of a third administration, from one of four départements or unsaid."""
    selection = _selection(stage)
    project, community = selection.criteria
    answers = {
        project["question"]: told["projects"][number % 7 % len(told["projects"])],
        community["question"]: told["involvements"][number % len(told["involvements"])],
    }
    if number % 6:
        (asked,) = [one for one in announced_of(selection) if not one.is_host]
        answers[asked.question] = told["shares"][number * 3 % len(told["shares"])]
    first, last = told["first"][number % len(told["first"])], told["last"][number // len(told["first"])]
    both = hosts()
    draft = RegistrationDraft(
        name=f"{first} {last}",
        mail=f"candidature-{number + 1}@exemple.example",
        host=both[number % 5 % len(both)] if number % 8 else None,
        organisation="" if number % 8 else "Communauté de communes",
        answers=answers,
        rules_accepted=True,
    )
    event = Event.objects.get(pk=selection.event_id)
    register(AnonymousUser(), event.seatings.select_related("event").get(), draft=draft)


def _read(stage: Stage, told: Mapping[str, Any]) -> None:
    """Read by two, once nobody applies any more."""
    selection = _selection(stage)
    readers = [stage.person("team"), stage.person("team2")]
    applications = selection.applications.select_related("selection__event", "registration").order_by("pk")
    for one in applications:
        for place, reader in enumerate(readers):
            actions.read_application(reader, one, said=_said_of(one, selection, told, place))


def _said_of(one: Application, selection: Selection, told: Mapping[str, Any], place: int) -> dict[str, actions.Said]:
    """What a reader says of each answer: the level follows it, and each reader has words of their own."""
    said = {}
    for criterion, answers in zip(selection.criteria, ("projects", "involvements"), strict=True):
        level = told[answers].index(one.registration.answers[criterion["question"]])
        said[criterion["key"]] = actions.Said(told[f"{answers}_read"][level][place], level)
    return said


def _publish(stage: Stage) -> None:
    """The rules make the list, and somebody publishes it."""
    team, selection = stage.person("team2"), _selection(stage)
    actions.propose_list(team, selection)
    actions.publish_list(team, selection)


def _waiting(stage: Stage) -> Application:
    return _selection(stage).applications.filter(has_place=False).select_related("registration", "selection")[0]


def _appeal(stage: Stage, told: Mapping[str, Any]) -> None:
    """The first who waits asks for another look."""
    one = _waiting(stage)
    actions.make_appeal(LinkHolder(one.pk), one, words=told["appeal"])


def _answer(stage: Stage, told: Mapping[str, Any]) -> None:
    """Somebody who did not read it answers."""
    actions.answer_appeal(stage.person("keeper"), _waiting(stage).appeal, grants=True, answer=told["answer"])


def _withdraw(stage: Stage) -> None:
    """Somebody leaves; whom the rules call next is offered the place."""
    placed = _selection(stage).applications.filter(has_place=True).select_related("registration__event")
    gone = placed[0].registration
    cancel_registration(LinkHolder(gone.pk), gone)
