"""Those who know a code, when it changes or ends: they are written to, and the copies that told it are let go of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from liamm.features.accounts.queries import recipient
from liamm.features.booking.models import Booking
from liamm.features.welcome.keyring import key_of, window_of
from liamm.features.welcome.letters import AccessChanged, AccessEnded, access_topic, expected_recipient, guest_recipient
from liamm.features.welcome.models import AccessCode, Guest, Sighting
from liamm.kernel import clock
from liamm.kernel.expected import expected_at
from liamm.kernel.post.late import recall
from liamm.kernel.post.letters import Recipient, post, waits, written_to


def tell_of_the_new(codes: Sequence[AccessCode]) -> int:
    """Write what opens now, once, to those who knew one of these codes and may still come in; how many.

    A letter that still waits to leave will say it: whoever gets that one gets no other.
    """
    rows = Sighting.objects.filter(code__in=codes).exclude(booking=None)
    sightings = list(rows.select_related("booking__booked_by"))
    bookings = {one.booking.pk: one.booking for one in sightings if one.booking}
    people = expected_at(list(bookings))
    told = 0
    for booking in bookings.values():
        if not (booking.is_coming and window_of(booking).is_open(clock.now())):
            continue
        knew = {one.holder for one in sightings if one.booking_id == booking.pk}
        for one in people[booking.pk]:
            if one.key in knew and not waits(AccessChanged.kind, access_topic(booking.pk), one.key):
                told += post(AccessChanged(booking=booking, expected=one), expected_recipient(one)) is not None
    return told


def tell_of_the_end(code: AccessCode, booking: Booking) -> int:
    """Write that it opens nothing to those who knew the code of what does not take place; how many."""
    if booking.ends <= clock.now():
        return 0
    knew = set(code.sightings.filter(booking=booking).values_list("holder", flat=True))
    letter = AccessEnded(booking=booking)
    return sum(post(letter, one) is not None for one in _reached(booking) if one.key in knew)


def _reached(booking: Booking) -> list[Recipient]:
    """Who may be written to about what does not take place: guests, whoever booked, and those who were written to."""
    found = {guest.key: guest_recipient(guest) for guest in Guest.objects.filter(booking=booking).known()}
    host = booking.booked_by
    if host and host.is_active:
        found[key_of(host.pk)] = recipient(host)
    return list({one.key: one for one in [*written_to(access_topic(booking.pk)), *found.values()]}.values())


def recall_copies(bookings: Iterable[UUID]) -> None:
    """Let go of the copies of what was written of how to get in for these bookings."""
    recall({access_topic(booking) for booking in bookings})
