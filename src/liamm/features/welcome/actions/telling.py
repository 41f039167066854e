"""Guests learn that what they were asked to moved, or does not take place."""

from __future__ import annotations

from liamm.features.booking.enums import STANDING
from liamm.features.booking.models import Booking
from liamm.features.welcome.enums import GuestState
from liamm.features.welcome.facts import GuestsTold
from liamm.features.welcome.letters import BookingCancelledForGuest, GuestMoved, guest_recipient
from liamm.features.welcome.models import Guest
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.whereabouts import mark_of
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import is_stopped, post

_CANCELLED = "cancelled"


@action
def tell_guests(actor: Actor, booking: Booking) -> Booking:
    """Write to the guests who were last told something else: another place, another time, or that it takes place.

    Who has not answered and wants no more letters of this invitation gets none.
    """
    require(policy, actor, Permission.TELL, booking)

    cancelled = booking.state not in STANDING
    mark = _CANCELLED if cancelled else mark_of(booking)
    rows = booking.guests.awaited().known().exclude(told=mark).select_for_update(of=("self",), no_key=True)
    told = list(rows.select_related("booking__booked_by", "invited_by"))

    for guest in told:
        guest.told = mark
        guest.sequence += 1
        guest.save(update_fields=["told", "sequence"])
        if _wants_it(guest):
            letter = BookingCancelledForGuest if cancelled else GuestMoved
            post(letter(guest=guest), guest_recipient(guest))
    record(actor, GuestsTold(subject_id=booking.pk, guests=tuple(guest.pk for guest in told)))
    return booking


def _wants_it(guest: Guest) -> bool:
    return guest.state == GuestState.COMING or not is_stopped(guest.key, guest.key)
