"""Saying that one is there; giving back the room where nobody came; and making it theirs again."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.booking.actions.options import confirm_option
from liamm.features.booking.arriving import is_asked_now, is_released_now, refuse_arrival
from liamm.features.booking.enums import BookingState
from liamm.features.booking.facts import ArrivalAsked, ArrivalConfirmed, BookingReleased, BookingRestored
from liamm.features.booking.house import known_under
from liamm.features.booking.letters import ArrivalAskedLetter, BookingReleasedLetter, BookingRestoredLetter
from liamm.features.booking.models import Booking
from liamm.features.booking.occupying import lock_rooms, unless_taken
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.taking import held_rooms
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def confirm_arrival(actor: Actor, booking: Booking) -> Booking:
    """Say that one is there: the room is theirs until the end; being there says yes to what was offered.

    Raises DomainError when one comes too early, when it is over, or when the room was given back.
    """
    require(policy, actor, Permission.ARRIVE, booking)

    booking = _held(booking)
    refuse_arrival(booking)
    if booking.is_option:
        booking = confirm_option(actor, booking)
    booking.arrived_at = clock.now()
    booking.save(update_fields=["arrived_at"])

    record(actor, ArrivalConfirmed(subject_id=booking.pk))
    return booking


@action
def ask_arrival(actor: Actor, booking: Booking) -> Booking:
    """Ask whoever booked whether they are there, once.

    Raises DomainError when it is not the moment, or was asked.
    """
    require(policy, actor, Permission.KEEP_TERMS)

    booking = _held(booking)
    if booking.arrival_asked or not is_asked_now(booking):
        raise DomainError(_("Ce n’est pas le moment de le demander."))
    booking.arrival_asked = True
    booking.save(update_fields=["arrival_asked"])

    if booking.booked_by:
        post(ArrivalAskedLetter(booking=booking, rooms=_names(booking)), recipient(booking.booked_by))
    record(actor, ArrivalAsked(subject_id=booking.pk))
    return booking


@action
def release_booking(actor: Actor, booking: Booking) -> Booking:
    """Nobody came: what is left of it is free for others, and whoever booked is told.

    Raises DomainError when somebody is there, or the house still waits.
    """
    require(policy, actor, Permission.KEEP_TERMS)

    booking = _held(booking)
    if not is_released_now(booking):
        raise DomainError(_("La maison attend encore."))
    lock_rooms(held_rooms(booking))
    booking.state = BookingState.RELEASED
    booking.sequence += 1
    booking.save(update_fields=["state", "sequence"])
    booking.occupations.update(living=False)

    if booking.booked_by:
        post(BookingReleasedLetter(booking=booking, rooms=_names(booking)), recipient(booking.booked_by))
    record(actor, BookingReleased(subject_id=booking.pk))
    return booking


@action
def restore_booking(actor: Actor, booking: Booking) -> Booking:
    """Give the room back to those who came after all, if nobody has it by now.

    Raises DomainError when it was not given back, is over, or is taken.
    """
    require(policy, actor, Permission.RESTORE)

    booking = _held(booking)
    if booking.state != BookingState.RELEASED or booking.ends <= clock.now():
        raise DomainError(_("Cette réservation ne se rétablit pas : elle n’a pas été rendue, ou elle est finie."))
    lock_rooms(held_rooms(booking))
    unless_taken(lambda: booking.occupations.update(living=True), _taken)
    booking.state, booking.arrived_at = BookingState.CONFIRMED, clock.now()
    booking.sequence += 1
    booking.save(update_fields=["state", "arrived_at", "sequence"])

    if booking.booked_by:
        post(BookingRestoredLetter(booking=booking, rooms=_names(booking)), recipient(booking.booked_by))
    record(actor, BookingRestored(subject_id=booking.pk))
    return booking


def _held(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",), no_key=True).select_related("booked_by", "organisation")
    return rows.get(pk=booking.pk)


def _names(booking: Booking) -> str:
    return known_under(booking.charter_version).names(held_rooms(booking))


def _taken() -> DomainError:
    return DomainError(
        _("La salle est à quelqu’un d’autre, maintenant."),
        nearest=_("Réservez avec eux une autre salle : le formulaire dit ce qui est libre."),
    )
