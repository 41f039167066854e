"""An option is confirmed, is reminded, or lapses at its term: one of the two, never both."""

from __future__ import annotations

from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.booking.enums import BookingState
from liamm.features.booking.facts import OptionConfirmed, OptionLapsed, OptionReminded
from liamm.features.booking.house import known_under
from liamm.features.booking.letters import OptionLapsedLetter, OptionReminderLetter, RoomsBookedLetter
from liamm.features.booking.models import Booking
from liamm.features.booking.occupying import lock_rooms
from liamm.features.booking.options import is_near
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.taking import held_rooms
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def confirm_option(actor: Actor, booking: Booking) -> Booking:
    """What was held is booked; whoever booked is written to.

    Raises DomainError when it is no option, or its term is over: the rooms may already be for others.
    """
    require(policy, actor, Permission.CONFIRM, booking)

    booking = _option(booking)
    if not booking.is_option:
        raise DomainError(
            _("Le terme de l’option est passé : la salle revient à d’autres."),
            nearest=_("Si elle est encore libre, réservez-la."),
        )
    booking.state, booking.option_until = BookingState.CONFIRMED, None
    booking.sequence += 1
    booking.save(update_fields=["state", "option_until", "sequence"])

    if booking.booked_by:
        post(RoomsBookedLetter(booking=booking, rooms=_names(booking)), recipient(booking.booked_by))
    record(actor, OptionConfirmed(subject_id=booking.pk))
    return booking


@action
def remind_option(actor: Actor, booking: Booking) -> Booking:
    """Tell whoever holds an option that its term comes, once.

    Raises DomainError when it is no option, was reminded, or has its term far ahead.
    """
    require(policy, actor, Permission.KEEP_TERMS)

    booking = _option(booking)
    if booking.option_reminded or not is_near(booking):
        raise DomainError(_("Ce n’est pas le moment de le rappeler."))
    booking.option_reminded = True
    booking.save(update_fields=["option_reminded"])

    if booking.booked_by:
        post(OptionReminderLetter(booking=booking, rooms=_names(booking)), recipient(booking.booked_by))
    record(actor, OptionReminded(subject_id=booking.pk))
    return booking


@action
def lapse_option(actor: Actor, booking: Booking) -> Booking:
    """At its term, free what an option held; whoever booked is told.

    Raises DomainError when it is no option, or its term is to come.
    """
    require(policy, actor, Permission.KEEP_TERMS)

    booking = _option(booking)
    if booking.is_option:
        raise DomainError(_("Le terme n’est pas passé."))
    lock_rooms(held_rooms(booking))
    rooms = _names(booking)
    booking.state = BookingState.LAPSED
    booking.sequence += 1
    booking.save(update_fields=["state", "sequence"])
    booking.occupations.update(living=False)

    if booking.booked_by:
        post(OptionLapsedLetter(booking=booking, rooms=rooms), recipient(booking.booked_by))
    record(actor, OptionLapsed(subject_id=booking.pk))
    return booking


def _option(booking: Booking) -> Booking:
    """The option, held until the end of the transaction: who comes second finds what the first made of it.

    Raises DomainError when it is none any more.
    """
    rows = Booking.objects.select_for_update(of=("self",), no_key=True).select_related("booked_by", "organisation")
    booking = rows.get(pk=booking.pk)
    if booking.state != BookingState.OPTION:
        raise DomainError(
            _("Cette option n’en est plus une : elle est « %(state)s ».") % {"state": booking.get_state_display()},
            link=(booking.reference, booking.get_absolute_url()),
        )
    return booking


def _names(booking: Booking) -> str:
    return known_under(booking.charter_version).names(held_rooms(booking))
