"""Who is sure to come: confirmed guests, and whoever booked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse

from liamm.features.booking.models import Booking
from liamm.features.welcome.links import guest_path
from liamm.features.welcome.models import Guest
from liamm.kernel.extension import Expected


def expected_guests(bookings: Sequence[UUID]) -> Mapping[UUID, Sequence[Expected]]:
    """Those who said yes and accepted the rules of the place."""
    found: dict[UUID, list[Expected]] = defaultdict(list)
    rows = Guest.objects.coming().known().exclude(rules_version="")
    for guest in rows.filter(booking__in=bookings).order_by("created_at", "pk"):
        one = Expected(
            key=guest.key,
            holder=guest.pk,
            name=guest.name,
            address=guest.email,
            url=guest_path(guest),
            language=guest.language,
            first_visit=guest.first_visit,
        )
        found[guest.booking_id].append(one)
    return found


def expected_hosts(bookings: Sequence[UUID]) -> Mapping[UUID, Sequence[Expected]]:
    """Those who booked."""
    found: dict[UUID, list[Expected]] = {}
    rows = Booking.objects.filter(pk__in=bookings, booked_by__is_active=True).select_related("booked_by")
    for booking in rows:
        if person := booking.booked_by:
            found[booking.pk] = [
                Expected(
                    key=f"person:{person.pk}",
                    holder=person.pk,
                    name=person.name,
                    address=person.email,
                    url=reverse("welcome:guests", args=[booking.reference]),
                    language=person.language,
                    person=person.pk,
                )
            ]
    return found
