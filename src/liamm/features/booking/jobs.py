"""What the house does by itself: it lets no question wait for ever."""

from __future__ import annotations

import contextlib

from django.db.models import Q

from liamm.features.booking.actions import lapse_option, pass_term, remind_option
from liamm.features.booking.enums import DisplacementState
from liamm.features.booking.models import Booking, Displacement
from liamm.features.booking.options import is_near
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.jobs import every


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
