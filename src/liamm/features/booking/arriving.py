"""Whether people came: how long the house waits for a booking, by the usages that held when it was made."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from liamm.features.booking.enums import BookingState
from liamm.features.booking.models import Booking
from liamm.features.booking.rules.arriving import Patience, asked_at, opens_at, released_at
from liamm.features.charter import bindings
from liamm.kernel import clock
from liamm.kernel.actions import DomainError
from liamm.ui.times import say_moment


def patience_for(booking: Booking) -> Patience | None:
    """How long the house waits; None when it never asks whether people came."""
    rule = bindings.taking(booking.charter_version).value.arrival
    if rule is None:
        return None
    minutes = (rule.early_minutes, rule.grace_minutes, rule.long_from_minutes, rule.long_grace_minutes)
    return Patience(*(timedelta(minutes=one) for one in minutes))


def release_of(booking: Booking) -> datetime | None:
    """When its room is given back if nobody says that they are there; None when it is not."""
    patience = patience_for(booking)
    awaited = booking.state == BookingState.CONFIRMED and booking.arrived_at is None
    return released_at(booking.starts, booking.ends, patience) if patience and awaited else None


def is_released_now(booking: Booking) -> bool:
    """Whether nobody came, and the house waited long enough."""
    released = release_of(booking)
    return released is not None and released <= clock.now() < booking.ends


def is_asked_now(booking: Booking) -> bool:
    """Whether it is time to ask whether they are there."""
    released = release_of(booking)
    return released is not None and asked_at(booking.starts, released) <= clock.now() < released


def opens(booking: Booking) -> datetime | None:
    """From when one may say that one is there; None where nobody is asked."""
    patience = patience_for(booking)
    return opens_at(booking.starts, patience) if patience else None


def may_arrive_now(booking: Booking) -> bool:
    """Whether one may say now that one is there."""
    since = opens(booking)
    return booking.is_coming and booking.arrived_at is None and since is not None and since <= clock.now()


def refuse_arrival(booking: Booking) -> None:
    """Stop whoever says that they are there where that cannot be said: in which words depends on when they come.

    Raises DomainError.
    """
    since = opens(booking)
    if booking.state == BookingState.RELEASED:
        raise DomainError(
            _("Personne n’était là : la salle a été rendue, pour que d’autres en profitent."),
            nearest=_("Si elle est encore libre, l’équipe peut vous la rendre : dites-le-lui."),
        )
    if booking.arrived_at is not None:
        raise DomainError(_("C’est déjà noté : la salle est à vous jusqu’au bout."))
    if not booking.is_coming or since is None:
        raise DomainError(_("Cette réservation n’attend personne : elle est passée, ou annulée."))
    if clock.now() < since:
        raise DomainError(
            _("Vous êtes en avance : la salle est à vous à partir de %(moment)s.")
            % {"moment": say_moment(booking.starts)},
            nearest=_("Vous pourrez dire que vous êtes là à partir de %(moment)s.") % {"moment": say_moment(since)},
        )
