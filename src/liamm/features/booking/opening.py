"""What is booked in an opening beside the hours, and would not be without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from django.utils import timezone

from liamm.features.booking.house import known_on
from liamm.features.booking.models import Booking, Opening
from liamm.features.booking.rules.asking import Beside, House


def booked_in(opening: Opening) -> list[Booking]:
    """The bookings that stand only by this opening, the first that begins first (three queries)."""
    house = known_on(timezone.localdate(opening.starts)).calendar
    granted = Opening.objects.coming().granted().exclude(pk=opening.pk)
    others = [Beside(one.starts, one.ends, frozenset(one.rooms)) for one in granted]
    without = replace(house, beside=others)
    rows = Booking.objects.standing().filter(starts__lt=opening.ends, ends__gt=opening.starts)
    rows = rows.select_related("booked_by", "organisation").prefetch_related("occupations")
    return [one for one in rows.order_by("starts", "pk") if not _is_open(one, without)]


def _is_open(booking: Booking, house: House) -> bool:
    rooms = [held.room_id for held in booking.occupations.all() if held.living]
    return house.is_open(booking.starts.astimezone(UTC), booking.ends.astimezone(UTC), rooms)
