"""What happens in the rooms: what comes again, what is planned once, what is moved or given back, what closes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from liamm.features.accounts.models import Person
from liamm.features.booking import actions
from liamm.features.booking.house import known_on
from liamm.features.booking.models import Booking, Opening
from liamm.features.booking.purposes import Key, offered_to, read_key
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.repeating import SeriesRefusedError
from liamm.features.booking.rules.repeating import Every, rule_of
from liamm.features.charter.bindings.hours import hours_of
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.site.demo.drawing import room_drawn
from liamm.site.demo.living import arrive
from liamm.site.demo.reading import tale
from liamm.site.demo.stage import Stage

R = TypeVar("R")
_DAY = timedelta(days=1)
_SATURDAY = 5
_UNSEEN = timedelta(minutes=25)
"""After so long nobody comes any more."""


def tell(stage: Stage) -> None:
    """Book, move, give back and close, each on its day; the house closes for repairs where nobody is."""
    told = tale("rooms")
    for one in told["closures"]:
        stage.ago(one["said"], partial(_close, stage, one), hour=8)
    for one in told["openings"]:
        stage.ago(one["asked"], partial(_ask_to_open, stage, one), hour=10)
    for one in told["photos"]:
        stage.ago(told["pictured"], partial(_show, stage, one), hour=9)
    stage.cue(stage.now, arrive)
    for one in told["series"]:
        stage.ago(one["asked"], partial(_book_again, stage, one), hour=9)
    for one in told["bookings"]:
        stage.ago(one["asked"], partial(_book, stage, one), hour=11)


def _show(stage: Stage, told: Mapping[str, Any]) -> None:
    """A room is shown by a drawing, which says that it is one."""
    indoors = known_on().by_number[told["room"]].indoors
    upload = room_drawn(told["things"], indoors=indoors)
    actions.add_photo(stage.person("head"), told["room"], upload=upload, alt=told["alt"])


def _unless_refused(act: Callable[[], R], *why: type[DomainError]) -> R | None:
    """Try what a rule may refuse: the story is told in one transaction, which a refusal would undo whole."""
    with suppress(*why), transaction.atomic():
        return act()
    return None


def _opened(day: date) -> date:
    """The first day from one on which the house opens."""
    while not hours_of(day).opened(day):
        day += _DAY
    return day


def _at(day: date, hour: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))


def _draft(stage: Stage, told: Mapping[str, Any], person: Person, day: date) -> actions.BookingDraft:
    return actions.BookingDraft(
        use=told["use"],
        title=told["title"],
        rooms=tuple(told["rooms"]),
        people=told["people"],
        layout=told["layout"],
        starts=_at(day, told["starts"]),
        ends=_at(day, told["ends"]),
        needs=told.get("needs", ""),
        organisation=stage.organisation_of(person),
        purpose=_purpose(person, told.get("for", "")),
        option_days=told.get("option", 0),
        rules_accepted=True,
    )


def _purpose(person: Person, kind: str) -> Key | None:
    """The first thing of a kind that somebody may book for, if there is one."""
    offered = [one.key for one in offered_to(person) if kind and one.key.startswith(f"{kind}:")]
    return read_key(offered[0]) if offered else None


def _book_again(stage: Stage, told: Mapping[str, Any]) -> None:
    """A series without the days on which it cannot be."""
    person = stage.person(told["person"])
    first = _opened(stage.today - timedelta(days=told["from"]))
    rule = rule_of(Every(told["every"]), first, stage.today - timedelta(days=told["until"]))
    draft = actions.SeriesDraft(booking=_draft(stage, told, person, first), rule=rule)
    try:
        with transaction.atomic():
            actions.book_series(person, draft=draft)
    except SeriesRefusedError as refusal:
        actions.book_series(person, draft=replace(draft, left_out=[one.day for one in refusal.days]))


def _book(stage: Stage, told: Mapping[str, Any]) -> None:
    """One booking, on the first day from its own on that no rule stands against."""
    person = stage.person(told["person"])
    day = _opened(stage.today - timedelta(days=told["on"]))
    while True:
        asked = partial(actions.book_rooms, person, draft=_draft(stage, told, person, day))
        booking = _unless_refused(asked, BookingRefusedError)
        if booking:
            break
        day = _opened(day + _DAY)
    for one in told.get("waits", ()):
        stage.ago(one["ago"], partial(_wait, stage, {**told, **one}, booking), hour=9)
        stage.ago(one["yes"], partial(_say_yes, stage, one["person"]), hour=15)
    if told.get("nobody"):
        stage.cue(booking.starts + _UNSEEN, partial(_give_back, booking))
    if "cancelled" in told:
        stage.ago(told["cancelled"]["ago"], partial(_cancel, person, booking, told["cancelled"]["reason"]), hour=10)
    if "moved" in told:
        hours = {"starts": told["moved"]["starts"], "ends": told["moved"]["ends"]}
        stage.ago(told["moved"]["ago"], partial(_move, stage, {**told, **hours}, booking), hour=10)


def _wait(stage: Stage, told: Mapping[str, Any], booking: Booking) -> None:
    """Somebody waits for what is taken."""
    person = stage.person(told["person"])
    draft = _draft(stage, told, person, timezone.localdate(booking.starts))
    _unless_refused(partial(actions.wait_for_rooms, person, draft=draft), DomainError)


def _say_yes(stage: Stage, key: str) -> None:
    """Whoever waited takes what they were offered, if they were."""
    for offered in Booking.objects.options().by(stage.person(key)).filter(offered_to__isnull=False):
        _unless_refused(partial(actions.confirm_option, stage.person(key), offered), DomainError)


def _give_back(booking: Booking) -> None:
    _unless_refused(partial(actions.release_booking, SYSTEM, booking), DomainError)


def _cancel(person: Person, booking: Booking, reason: str) -> None:
    actions.cancel_booking(person, booking, reason=reason)


def _move(stage: Stage, told: Mapping[str, Any], booking: Booking) -> None:
    person = stage.person(told["person"])
    draft = _draft(stage, told, person, timezone.localdate(booking.starts))
    change = partial(actions.change_booking, person, booking, draft=draft, seen=booking.sequence)
    _unless_refused(change, BookingRefusedError)  # it stays where it was


def _close(stage: Stage, told: Mapping[str, Any]) -> None:
    """A closure on the first days from its own on which the room is free."""
    day = _opened(stage.today - timedelta(days=told["on"]))
    while True:
        starts, ends = _at(day, told["starts"]), _at(day + told["days"] * _DAY - _DAY, told["ends"])
        draft = actions.BlockingDraft(starts=starts, ends=ends, reason=told["reason"])
        if _unless_refused(partial(actions.block_room, stage.person("head"), told["room"], draft=draft), DomainError):
            return
        day = _opened(day + _DAY)


def _ask_to_open(stage: Stage, told: Mapping[str, Any]) -> None:
    """An opening on the first Saturday from its day on; the head answers, or it still waits."""
    day = stage.today - timedelta(days=told["on"])
    day += (_SATURDAY - day.weekday()) % 7 * _DAY
    draft = actions.OpeningDraft(
        starts=_at(day, told["starts"]), ends=_at(day, told["ends"]), reason=told["reason"], rooms=tuple(told["rooms"])
    )
    opening = actions.ask_opening(stage.person(told["person"]), draft=draft)
    if "answer" in told:
        stage.ago(told["answered"], partial(_answer, stage, opening, told["answer"], grants=told["grants"]), hour=16)


def _answer(stage: Stage, opening: Opening, answer: str, *, grants: bool) -> None:
    actions.answer_opening(stage.person("head"), opening, grants=grants, answer=answer)
