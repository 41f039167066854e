"""Where and when somebody is expected, in words, and what names it."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.utils.translation import gettext as _

from liamm.features.booking.models import Booking
from liamm.features.booking.queries import rooms_of, rooms_said
from liamm.ui.dates import say_hours
from liamm.ui.times import now


def when(booking: Booking) -> str:
    """The day and the hours."""
    return say_hours(booking.starts, booking.ends, now())


def where(booking: Booking) -> str:
    """The rooms."""
    return rooms_said(booking) or _("à préciser")


def address() -> str:
    """The address of the house, in one line."""
    place = settings.LIAMM_IDENTITY.place
    town = " ".join(part for part in (place.postcode, place.town) if part)
    return ", ".join(part for part in (place.building, place.floor, place.street, town) if part)


def where_to_go(booking: Booking) -> str:
    """The rooms and the house, in one line."""
    return " · ".join(part for part in (where(booking), address()) if part)


def mark_of(booking: Booking) -> str:
    """What names this place and time and no other: whoever was told another is written to."""
    said = (booking.starts.timestamp(), booking.ends.timestamp(), rooms_of(booking))
    return hashlib.sha256(repr(said).encode()).hexdigest()


def hours_of(booking: Booking) -> str:
    """What names its hours and no others."""
    return f"{booking.starts.timestamp():.0f} {booking.ends.timestamp():.0f}"
