"""Who comes into the house: its codes and one that was lost, how one comes, and the guests of the next days."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction

from liamm.features.booking.enums import BookingState
from liamm.features.booking.models import Booking
from liamm.features.welcome import actions
from liamm.features.welcome.enums import Opens
from liamm.features.welcome.models import AccessCode, Guest
from liamm.features.welcome.rules.addresses import Address
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder
from liamm.kernel.actions import DomainError
from liamm.site.demo.reading import tale
from liamm.site.demo.stage import Stage


def tell(stage: Stage) -> None:
    """Set the codes, lose one, and ask people to what comes next."""
    told = tale("welcome")
    codes = told["codes"]
    stage.ago(codes["set"], partial(_open_the_house, stage, told), hour=8)
    stage.ago(codes["lost"], partial(_lose, stage, codes["because"]), hour=12)
    for rank, one in enumerate(told["guests"]):
        stage.ago(one["asked"], partial(_invite, stage, one, rank), hour=14)


def _open_the_house(stage: Stage, told: Mapping[str, Any]) -> None:
    team, today = stage.person("team"), clock.today()
    for opens in Opens:
        draft = actions.CodeDraft(
            opens=opens, choice=actions.Choice(), first=today, last=today + timedelta(days=told["codes"]["days"])
        )
        actions.set_code(team, draft=draft)
    for way in told["ways"]:
        actions.draw_way(team, Opens(way["opens"]), draft=actions.WayDraft(words=way["words"]))


def _lose(stage: Stage, because: str) -> None:
    code = AccessCode.objects.living().get(opens=Opens.DOOR)
    actions.replace_code(stage.person("team2"), code, choice=actions.Choice(digits=6), because=because)


def _invite(stage: Stage, told: Mapping[str, Any], rank: int) -> None:
    """To the next booking that is to come when the story is read, or to one after it."""
    rows = Booking.objects.filter(state=BookingState.CONFIRMED, starts__gt=stage.now, booked_by__isnull=False)
    booking = rows.select_related("booked_by").order_by("starts", "pk")[rank : rank + 1].first()
    if booking is None or booking.booked_by is None:
        return
    notice = actions.NoticeDraft(words=told["words"], bring=told["bring"])
    actions.write_notice(booking.booked_by, booking, draft=notice)
    people = {one["mail"]: one for one in told["people"]}
    asked = [Address(mail, one["name"]) for mail, one in people.items()]
    for guest in actions.invite_guests(booking.booked_by, booking, addresses=asked).sent:
        with suppress(DomainError), transaction.atomic():
            _answer(guest, people[guest.email])


def _answer(guest: Guest, told: Mapping[str, Any]) -> None:
    if "comes" not in told:
        return
    said = actions.Answer(
        comes=told["comes"], accepts_rules=told["comes"], access_need=told["need"], first_visit=told["first"]
    )
    holder = LinkHolder(guest.pk)
    actions.answer_invitation(holder, guest, answer=said)
    if told["does"]:
        draft = actions.WishDraft(does=told["does"], seeks=told["seeks"])
        actions.wish_introduction(holder, guest.booking, draft=draft)
