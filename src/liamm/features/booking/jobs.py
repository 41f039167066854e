"""What the house does by itself: it lets no question wait for ever."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from liamm.features.booking.actions import (
    ask_arrival,
    ask_findings,
    ask_restoring,
    end_line,
    lapse_option,
    lapse_restoring,
    pass_term,
    release_booking,
    remind_option,
    tell_gaps,
)
from liamm.features.booking.arriving import is_asked_now, is_released_now
from liamm.features.booking.enums import DisplacementState
from liamm.features.booking.following import follow_bookings
from liamm.features.booking.models import Booking, Displacement, HousePhoto, Restoring, Waiting
from liamm.features.booking.options import is_near
from liamm.features.booking.queries import coming_in, to_give_back
from liamm.features.booking.rules.looking import SHORTEST
from liamm.features.booking.serving import serve
from liamm.features.booking.upkeep import FOLDER
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.jobs import every
from liamm.kernel.waiting import sweep

_THURSDAY = 4


@every("*/10 * * * *", "booking.pass_terms")
def pass_terms() -> None:
    """Hand to whoever keeps the house what a guest did not answer, and leave as it was what nobody settled in time."""
    now = clock.now()
    asked = Q(state=DisplacementState.ASKED, deadline__lte=now)
    for displacement in Displacement.objects.open().filter(asked | Q(latest__lte=now)).order_by("pk"):
        with contextlib.suppress(DomainError):  # answered in between
            pass_term(SYSTEM, displacement)


@every("* * * * *", "booking.pass_options")
def pass_options() -> None:
    """Free what options held whose term is over, and remind of those whose term comes."""
    for booking in Booking.objects.options().filter(option_until__lte=clock.now()).order_by("option_until", "pk"):
        with contextlib.suppress(DomainError):  # confirmed in between
            lapse_option(SYSTEM, booking)
    for booking in Booking.objects.options().filter(option_reminded=False).order_by("option_until", "pk"):
        with contextlib.suppress(DomainError):  # confirmed in between
            if is_near(booking):
                remind_option(SYSTEM, booking)


@every("*/10 * * * *", "booking.keep_lines")
def keep_lines() -> None:
    """Tell those for whom nothing is left; and offer what is free by an act that nobody thought of."""
    with transaction.atomic():
        serve()
    for waiting in Waiting.objects.in_line().filter(ends__lte=clock.now() + SHORTEST).order_by("pk"):
        with contextlib.suppress(DomainError):  # something is left, or they left
            end_line(SYSTEM, waiting)


@every("*/5 * * * *", "booking.ask_about_rooms")
def ask_about_rooms() -> None:
    """Ask who leaves and who comes in how the rooms are, and close what nobody spoke of for a day.

    Each is asked in a transaction of its own, with its letter: stopped in the middle, what is left is asked next time.
    """
    for booking in to_give_back():
        with contextlib.suppress(DomainError):  # said in between
            ask_restoring(SYSTEM, booking)
    for booking in coming_in():
        with contextlib.suppress(DomainError):  # nobody was there before
            ask_findings(SYSTEM, booking)
    for restoring in Restoring.objects.over().select_related("booking").order_by("pk"):
        with contextlib.suppress(DomainError):  # said in between
            lapse_restoring(SYSTEM, restoring)


@every("3 * * * *", "booking.keep_arranging")
def keep_arranging() -> None:
    """A day comes near, or a booking begins: what is arranged for it may be taken, or ends."""
    follow_bookings()


@every("10 7 * * *", "booking.look_at_rota")
def look_at_rota() -> None:
    """From Thursday on, tell the team on which days of the next week nobody holds the house yet."""
    today = clock.today()
    if today.isoweekday() >= _THURSDAY:
        with contextlib.suppress(DomainError):  # told already, or somebody does
            tell_gaps(SYSTEM, monday=today + timedelta(days=8 - today.isoweekday()))


@every("37 2 * * *", "booking.sweep_photos")
def sweep_photos() -> None:
    """Delete the photos of forms that were never sent."""
    sweep(FOLDER, _sent)


def _sent(paths: Sequence[str]) -> set[str]:
    return set(HousePhoto.objects.filter(path__in=paths).values_list("path", flat=True))


@every("* * * * *", "booking.keep_arrivals")
def keep_arrivals() -> None:
    """Ask those who are not there whether they are, then give their room to others."""
    for booking in Booking.objects.awaited().order_by("starts", "pk"):
        with contextlib.suppress(DomainError):  # they came in between
            if is_released_now(booking):
                release_booking(SYSTEM, booking)
            elif is_asked_now(booking) and not booking.arrival_asked:
                ask_arrival(SYSTEM, booking)
