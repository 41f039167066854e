"""What an act holds until its end, and what stops it: a booking that is over, a code that opens nothing any more."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.booking.enums import STANDING, BookingState
from liamm.features.booking.models import Booking
from liamm.features.charter import bindings
from liamm.features.welcome.keyring import window_of
from liamm.features.welcome.models import AccessCode, Guest
from liamm.features.welcome.rules.windows import Window
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.ui.times import say_moment


def hold_booking(booking: Booking) -> Booking:
    """The booking, held until the end of the transaction."""
    return Booking.objects.select_for_update(of=("self",), no_key=True).select_related("booked_by").get(pk=booking.pk)


def hold_guest(guest: Guest) -> Guest:
    """The guest as they are now, held until the end of the transaction."""
    rows = Guest.objects.select_for_update(of=("self",), no_key=True)
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


def refuse_closed(booking: Booking) -> Window:
    """The window of a booking, when it is open.

    Raises DomainError when it is not, or when the booking does not take place.
    """
    if booking.state != BookingState.CONFIRMED:
        raise DomainError(_("Cette réservation n’est pas confirmée : elle n’ouvre rien."))
    shown, now = window_of(booking), clock.now()
    cite = bindings.house_rules(booking.charter_version)
    if shown.is_to_come(now):
        raise DomainError(
            _("Le plan et le code ne se montrent pas encore."),
            citation=cite.cite(cite.value.access),
            nearest=_("À partir de : %(moment)s.") % {"moment": say_moment(shown.opens)},
        )
    if not shown.is_open(now):
        raise DomainError(_("Le plan et le code ne se montrent plus."), citation=cite.cite(cite.value.access))
    return shown


def refuse_gone(code: AccessCode) -> None:
    """Stop what comes too late for a code.

    Raises DomainError, leading to the one that took its place when one did.
    """
    if code.is_living:
        return
    new = AccessCode.objects.filter(replaces=code).first()  # what was read with it may be older than its lock
    raise DomainError(
        _("Ce code est déjà remplacé.") if code.revoked_at else _("Ce code n’ouvre plus rien : son temps est passé."),
        link=(_("Voir le nouveau"), new.get_absolute_url()) if new else None,
    )


def is_over(code: AccessCode) -> bool:
    """Whether the time of a code is over: its period is past, its booking is, or does not take place."""
    now = clock.now()
    if code.booking is None:
        return code.ends is None or code.ends <= now
    if code.lingers:
        return code.booking.ends <= now
    return code.booking.state not in STANDING or window_of(code.booking).closes <= now
