"""What an act holds until its end, and what stops it: a booking that is over, an invitation that is no more."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.booking.enums import BookingState
from liamm.features.booking.models import Booking
from liamm.features.welcome.models import Guest
from liamm.kernel.actions import DomainError


def hold_booking(booking: Booking) -> Booking:
    """The booking, held until the end of the transaction."""
    return Booking.objects.select_for_update(of=("self",)).select_related("booked_by").get(pk=booking.pk)


def hold_guest(guest: Guest) -> Guest:
    """The guest as they are now, held until the end of the transaction."""
    rows = Guest.objects.select_for_update(of=("self",))
    return rows.select_related("booking__booked_by", "invited_by").get(pk=guest.pk)


def refuse_over(booking: Booking) -> None:
    """Stop what comes too late.

    Raises DomainError when the booking is cancelled, in option or over.
    """
    if booking.state == BookingState.CANCELLED:
        raise DomainError(_("Cette réservation est annulée."))
    if booking.state == BookingState.OPTION:
        raise DomainError(
            _("Cette réservation est en option."), nearest=_("Confirmez-la d’abord : on invite à ce qui aura lieu.")
        )
    if not booking.is_coming:
        raise DomainError(_("Ce moment est passé."))
