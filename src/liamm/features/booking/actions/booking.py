"""Booking rooms, all or none, saying a booking otherwise, and giving the rooms back."""

from __future__ import annotations

from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.booking.enums import BookingState
from liamm.features.booking.facts import BookingCancelled, BookingChanged, RoomsBooked
from liamm.features.booking.house import known_on, known_under
from liamm.features.booking.letters import (
    BookingCancelledLetter,
    BookingChangedLetter,
    OptionTakenLetter,
    RoomsBookedLetter,
)
from liamm.features.booking.limiting import Taker, lock_takers
from liamm.features.booking.models import Booking
from liamm.features.booking.occupying import lock_rooms, unless_taken
from liamm.features.booking.options import term_of
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.refusing import refusal
from liamm.features.booking.taking import (
    BookingDraft,
    give_back,
    held_rooms,
    is_theirs,
    new_booking,
    refuse_asked,
    refuse_silent,
    refuse_unsaid,
    refused,
    rewrite,
    weigh,
    write,
)
from liamm.kernel.access import Actor, LinkHolder, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def book_rooms(actor: Actor, *, draft: BookingDraft) -> Booking:
    """Take one room or several together, at once, by the rules of the charter that will hold that day; or in option.

    Raises BookingRefusedError with all the rules that stand against it and the nearest things possible.
    """
    require(policy, actor, Permission.BOOK)

    refuse_unsaid(actor, draft)
    person = cast("Person", actor)
    lock_takers([Taker(person, draft.organisation)], [draft.starts])
    lock_rooms(draft.rooms)
    known = known_on(timezone.localdate(draft.starts))
    verdict = weigh(draft, known, person)
    if not verdict.holds:
        raise refusal(draft.ask, verdict, known)

    booking = new_booking(person)
    booking.submission = draft.submission
    booking.option_until = term_of(draft, known)
    if booking.option_until:
        booking.state = BookingState.OPTION
    booking = unless_taken(lambda: write(booking, draft, known), lambda: refused(draft, known, person))

    letter = OptionTakenLetter if booking.option_until else RoomsBookedLetter
    post(letter(booking=booking, rooms=known.names(sorted(draft.rooms))), recipient(person))
    record(
        actor,
        RoomsBooked(
            subject_id=booking.pk,
            rooms=tuple(sorted(draft.rooms)),
            use=draft.use,
            starts=draft.starts,
            ends=draft.ends,
            option_until=booking.option_until,
        ),
    )
    return booking


@action
def change_booking(actor: Actor, booking: Booking, *, draft: BookingDraft, seen: int) -> Booking:
    """Say a booking otherwise: other rooms, another time, other words, all or nothing; whoever booked is written to.

    `seen` is the sequence of the booking that was read. Raises BookingRefusedError with all the rules that stand
    against it, what was booked being kept; DomainError when it is over, cancelled, or was changed meanwhile.
    """
    require(policy, actor, Permission.CHANGE, booking)

    booking = _living(booking)
    if booking.sequence != seen:
        raise DomainError(
            _("Cette réservation a été changée entre-temps."),
            nearest=_("Regardez ce qu’elle dit maintenant, puis recommencez."),
            link=(booking.reference, booking.get_absolute_url()),
        )
    refuse_asked([booking])
    refuse_unsaid(actor, draft, booking)
    lock_takers([Taker(booking.booked_by, draft.organisation)], [draft.starts])
    lock_rooms({*draft.rooms, *held_rooms(booking)})
    known = known_on(timezone.localdate(draft.starts))
    verdict = weigh(draft, known, booking.booked_by, booking)
    if verdict.broken:
        raise refusal(draft.ask, verdict, known)

    booking.sequence += 1
    if booking.option_until:
        booking.option_until = min(booking.option_until, draft.starts)
    booking.apart = booking.series_id is not None
    by = booking.booked_by
    booking = unless_taken(lambda: rewrite(booking, draft, known), lambda: refused(draft, known, by, booking))

    if booking.booked_by:
        rooms = known.names(sorted(draft.rooms))
        letter = BookingChangedLetter(booking=booking, rooms=rooms, by_oneself=actor.pk == booking.booked_by.pk)
        post(letter, recipient(booking.booked_by))
    fact = BookingChanged(
        subject_id=booking.pk, rooms=tuple(sorted(draft.rooms)), use=draft.use, starts=draft.starts, ends=draft.ends
    )
    record(actor, fact)
    return booking


def _living(booking: Booking) -> Booking:
    """The booking, held until the end of the transaction, when it stands and is not over."""
    booking = (
        Booking.objects.select_for_update(of=("self",), no_key=True)
        .select_related("booked_by", "organisation")
        .get(pk=booking.pk)
    )
    if not booking.is_coming:
        raise DomainError(_("Cette réservation est déjà passée ou annulée."))
    return booking


@action
def cancel_booking(actor: Actor, booking: Booking, *, reason: str) -> Booking:
    """Give the rooms of a booking back; whoever booked is written to, with the reason.

    Raises DomainError when it is over or cancelled already, when no reason is given, or by the link of a mail once it
    has begun: one press would free a room in which people are.
    """
    require(policy, actor, Permission.CANCEL, booking)

    booking = _living(booking)
    if isinstance(actor, LinkHolder) and booking.has_begun:
        raise DomainError(
            _("Elle a commencé : on ne l’annule plus d’ici."),
            nearest=_("Dites plutôt comment vous laissez la salle : elle sera rendue."),
        )
    refuse_silent(reason)

    give_back(booking, reason)

    if booking.booked_by:
        rooms = known_under(booking.charter_version).names(held_rooms(booking))
        letter = BookingCancelledLetter(booking=booking, rooms=rooms, by_oneself=is_theirs(actor, booking))
        post(letter, recipient(booking.booked_by))
    record(actor, BookingCancelled(subject_id=booking.pk))
    return booking
