"""What the house does by itself: it lets no question wait for ever."""

from __future__ import annotations

import contextlib

from django.db import transaction
from django.db.models import Q

from liamm.features.booking.actions import end_line, lapse_option, pass_term, remind_option
from liamm.features.booking.enums import DisplacementState
from liamm.features.booking.models import Booking, Displacement, Waiting
from liamm.features.booking.options import is_near
from liamm.features.booking.rules.offering import SHORTEST
from liamm.features.booking.serving import serve
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.jobs import every, job


class BusyError(Exception):
    """Somebody decides of these rooms at this moment: the job is tried again."""


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


@job("booking.serve_line")
def serve_line() -> None:
    """Offer what is free to those who wait, when it could not be done in the transaction that freed it."""
    with transaction.atomic():
        served = serve()
    if not served:
        raise BusyError


@every("*/10 * * * *", "booking.keep_lines")
def keep_lines() -> None:
    """Tell those for whom nothing is left; and offer what is free by an act that nobody thought of."""
    with transaction.atomic():
        serve()
    for waiting in Waiting.objects.in_line().filter(ends__lte=clock.now() + SHORTEST).order_by("pk"):
        with contextlib.suppress(DomainError):  # something is left, or they left
            end_line(SYSTEM, waiting)
