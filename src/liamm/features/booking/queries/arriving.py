"""The door of a room: what is booked there today, in hours only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.http import Http404
from django.utils import timezone

from liamm.features.booking.arriving import may_arrive_now, opens, release_of
from liamm.features.booking.enums import STANDING, BookingState
from liamm.features.booking.house import RoomShown, known_on
from liamm.features.booking.models import Booking
from liamm.features.booking.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.ui.dates import say_hours, say_time
from liamm.ui.times import now


@dataclass(frozen=True, slots=True)
class Expected:
    """One booking of today at a door: its hours, whether somebody is there, and what the one who reads may do.

    `reference` is said only to who may say that they are there; `early` is from what time they may, `until` at what
    time the room is given back.
    """

    hours: str
    here: bool
    given_back: bool
    until: str
    reference: str
    early: str
    may_arrive: bool


@dataclass(frozen=True, slots=True)
class ArrivalPage:
    """A room today: what is going on or comes, the nearest first."""

    room: RoomShown
    expected: Sequence[Expected]
    signed_in: bool


def arrival_page(actor: Actor, number: int) -> ArrivalPage:
    """All that the page at a door shows (two queries).

    Raises Http404 when the house has no such room.
    """
    room = known_on().by_number.get(number)
    if room is None:
        raise Http404
    return ArrivalPage(room, [_expected(actor, one) for one in _today(number)], bool(actor.is_authenticated))


def _today(number: int) -> Sequence[Booking]:
    end = timezone.make_aware(datetime.combine(clock.today() + timedelta(days=1), time()))
    states = [*STANDING, BookingState.RELEASED]
    rows = Booking.objects.filter(state__in=states, ends__gt=clock.now(), starts__lt=end)
    return list(rows.filter(occupations__room=number).order_by("starts", "pk"))


def _expected(actor: Actor, booking: Booking) -> Expected:
    mine = bool(policy.decide(actor, Permission.ARRIVE, booking))
    since, open_now = opens(booking), may_arrive_now(booking)
    early = since if mine and booking.is_coming and since and clock.now() < since else None
    return Expected(
        hours=say_hours(booking.starts, booking.ends, now()),
        here=booking.arrived_at is not None,
        given_back=booking.state == BookingState.RELEASED,
        until=_time(release_of(booking)) if booking.starts <= clock.now() else "",
        reference=booking.reference if mine else "",
        early=_time(early),
        may_arrive=mine and open_now,
    )


def _time(moment: datetime | None) -> str:
    return say_time(timezone.localtime(moment).time()) if moment else ""
