"""What people came to and will come to: events of a year, what they would learn, a month that is called for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import hosts
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.charter import bindings
from liamm.features.charter.bindings.hours import hours_of
from liamm.features.events import actions
from liamm.features.events.enums import Admission, QuestionKind
from liamm.features.events.jobs import forget_what_is_old
from liamm.features.events.models import Call, Event
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.site.demo.reading import tale
from liamm.site.demo.scenes.day import live
from liamm.site.demo.stage import Stage

_DAY = timedelta(days=1)
_TRIES = 60
_FIRST = ("Maëlle", "Yann", "Soizic", "Erwan", "Nolwenn", "Tugdual", "Rozenn", "Malo", "Azenor", "Gaël", "Lena", "Ewen")
_LAST = (
    "Le Goff",
    "Kerbrat",
    "Guéguen",
    "Riou",
    "Tanguy",
    "Le Bihan",
    "Quéré",
    "Morvan",
    "Cariou",
    "Le Dantec",
    "Hamon",
)


def tell(stage: Stage) -> None:
    """Prepare, announce, register, hold or call off, each on its day."""
    told = tale("events")
    for one in told["events"]:
        stage.ago(one["planned"], partial(_plan, stage, one), hour=12)
    for one in told["needs"]:
        stage.ago(one["told"], partial(_need, stage, one), hour=15)
    stage.ago(told["call"]["opened"], partial(_call, stage, told["call"]), hour=9)


def _at(day: date, hour: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))


def open_days(day: date) -> Iterable[date]:
    """The days from one on, on which the house opens."""
    for ahead in range(_TRIES):
        found = day + ahead * _DAY
        if hours_of(found).opened(found):
            yield found


def _slot(told: Mapping[str, Any], day: date) -> actions.SessionDraft:
    return actions.SessionDraft(
        starts=_at(day, told["starts"]),
        ends=_at(day, told["ends"]),
        rooms=tuple(told.get("rooms", ())),
        place=told.get("place", ""),
        people=told.get("people", 0),
    )


def _words(told: Mapping[str, Any]) -> actions.EventWords:
    kept = ("kind", "title", "summary", "remote_link", "convention", "partners_receive", "reciprocity", "speakers")
    said = {name: told[name] for name in kept if name in told}
    return actions.EventWords(
        **said,
        description=told.get("description", "").strip(),
        admission=Admission.FIRST_COME if "capacity" in told else Admission.FREE,
        most_together=told.get("together", 1),
    )


def _plan(stage: Stage, told: Mapping[str, Any]) -> None:
    """One event, on the first days from its own on on which its rooms are to be had; announced a day later."""
    person = stage.person(told["person"])
    event = None
    days = list(open_days(stage.today - timedelta(days=told["on"])))
    for place in range(len(days)):
        sessions = [_slot(told, one) for one in days[place : place + told.get("days", 1)]]
        draft = actions.EventDraft(words=_words(told), sessions=sessions, capacity=told.get("capacity"))
        try:
            with transaction.atomic():
                event = actions.plan_event(person, draft=draft)
        except BookingRefusedError:
            continue
        break
    if event is None or told.get("draft"):
        return
    for text in told.get("questions", ()):
        actions.ask_question(person, event, draft=actions.QuestionDraft(text=text, kind=QuestionKind.LINE))
    stage.made[f"event:{told['key']}"] = event.pk
    stage.ago(told["planned"] - 1, partial(_announce, stage, told, event), hour=9)


def _announce(stage: Stage, told: Mapping[str, Any], event: Event) -> None:
    actions.open_event(stage.person(told["person"]), event)
    number = told.get("come", 0) + told.get("wait", 0)
    for place in range(number):
        when = stage.moment(told["planned"] - 1, 10) + timedelta(hours=5 * place)
        stage.cue(when, partial(_register, event, place))
    if "cancelled" in told:
        off = told["cancelled"]
        stage.ago(off["ago"], partial(_cancel, stage, told["person"], event, off["reason"]), hour=11)
    last = event.sessions.order_by("ends").last()
    if last is None:
        return
    if "lived" in told:
        live(stage, told["lived"], last)
    stage.cue(last.ends + timedelta(hours=1), partial(_hold, event))
    delays = bindings.retention(clock.today()).value
    for key in ("access_need", "registration"):
        stage.cue(last.ends + timedelta(days=delays.days(key), hours=1), forget_what_is_old)


def _register(event: Event, place: int) -> None:
    """Somebody of the two hosts in turn, or of elsewhere."""
    seating = event.seatings.select_related("event").get()
    if not seating.is_open:
        return
    first, last = _FIRST[place % len(_FIRST)], _LAST[(place * 7 + 3) % len(_LAST)]
    carrying = [*hosts(), None]
    draft = actions.RegistrationDraft(
        name=f"{first} {last}",
        mail=f"inscrit{place}.{event.reference.lower()}@exemple.example",
        host=carrying[place % len(carrying)],
        organisation="Mairie de Ploërmel",
        access_need="Une place assise près de la porte." if place == 2 else "",  # noqa: PLR2004  # one of them
        rules_accepted=True,
    )
    actions.register(SYSTEM, seating, draft=draft)


def _cancel(stage: Stage, key: str, event: Event, reason: str) -> None:
    actions.cancel_event(stage.person(key), event, reason=reason)


def _hold(event: Event) -> None:
    event.refresh_from_db()
    if event.is_alive:
        actions.hold_event(SYSTEM, event)


def _need(stage: Stage, told: Mapping[str, Any]) -> None:
    """Somebody says it, others join once it is shown."""
    voices = [_voice(place) for place in range(told["voices"])]
    need = actions.tell_need(SYSTEM, title=told["title"], words=told["words"], voice=voices[0])
    if told.get("shown"):
        actions.show_need(stage.person("team"), need, title=need.title, words=need.words)
        for voice in voices[1:]:
            actions.join_need(SYSTEM, need, voice=voice)


def _voice(place: int) -> actions.Voice:
    return actions.Voice(name=f"{_FIRST[place]} {_LAST[place]}", mail=f"voix{place}@exemple.example")


def _call(stage: Stage, told: Mapping[str, Any]) -> None:
    person = stage.person(told["person"])
    ahead = {name: stage.today - timedelta(days=told[key]) for name, key in _CALLED.items()}
    draft = actions.CallDraft(title=told["title"], words=told["words"], kind=told["kind"], **ahead)
    call = actions.open_call(person, draft=draft)
    for one in told["proposals"]:
        stage.ago(one["told"], partial(_propose, stage, person, call, one), hour=16)


_CALLED = {"first": "first", "last": "last", "closes_on": "closes"}


def _propose(stage: Stage, person: Person, call: Call, told: Mapping[str, Any]) -> None:
    said = {name: told[name] for name in ("title", "words", "where", "when", "name", "organisation", "people")}
    mail = f"{told['mail']}@exemple.example"
    proposal = actions.propose_event(SYSTEM, call, draft=actions.ProposalDraft(**said, mail=mail))
    if "asked" in told:
        asked = told["asked"]
        stage.ago(asked["ago"], partial(actions.ask_back, person, proposal, question=asked["question"]), hour=10)
    if "taken" in told:
        stage.ago(told["taken"]["ago"], partial(_take, stage, person, proposal, told), hour=10)


def _take(stage: Stage, person: Person, proposal: Any, told: Mapping[str, Any]) -> None:
    taken = told["taken"]
    day = next(iter(open_days(stage.today - timedelta(days=taken["on"]))))
    date_said = _slot({**taken, "place": told["where"]}, day)
    event = actions.accept_proposal(person, proposal, date=date_said, capacity=told["people"])
    actions.open_event(person, event)
