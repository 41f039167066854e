"""Who is sure to come: confirmed guests, and whoever booked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from liamm.features.booking.models import Booking
from liamm.features.welcome.links import guest_path
from liamm.features.welcome.models import Guest
from liamm.kernel.extension import Expected
from liamm.kernel.prepared import prepared


def expected_guests(bookings: Sequence[UUID]) -> Mapping[UUID, Sequence[Expected]]:
    """Those who said yes and accepted the rules of the place."""
    found: dict[UUID, list[Expected]] = defaultdict(list)
    for guest in _coming(list(bookings)):
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


@prepared
def _coming(bookings: list[UUID]) -> QuerySet[Guest]:
    rows = Guest.objects.coming().known().exclude(rules_version="")
    return rows.filter(booking__in=bookings).order_by("created_at", "pk")


def expected_hosts(bookings: Sequence[UUID]) -> Mapping[UUID, Sequence[Expected]]:
    """Those who booked."""
    before, _any, after = reverse("welcome:guests", args=["~"]).partition("~")
    return {
        booking: [
            Expected(
                key=f"person:{person}",
                holder=person,
                name=name,
                address=address,
                url=f"{before}{reference}{after}",
                language=language,
                person=person,
            )
        ]
        for booking, reference, person, name, address, language in _hosts(list(bookings))
    }


@prepared
def _hosts(bookings: list[UUID]) -> QuerySet[Booking, tuple[UUID, str, UUID, str, str, str]]:
    rows = Booking.objects.filter(pk__in=bookings, booked_by__is_active=True)
    names = ("booked_by__name", "booked_by__email", "booked_by__language")
    return rows.values_list("pk", "reference", "booked_by_id", *names)
