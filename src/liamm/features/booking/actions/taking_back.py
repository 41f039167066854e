"""Taking back an opening beside the hours before it begins; what was booked in it is cancelled or kept, and told."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.accounts.queries import recipient
from liamm.features.booking.actions.booking import cancel_booking
from liamm.features.booking.enums import OpeningState
from liamm.features.booking.facts import OpeningAnswered
from liamm.features.booking.house import known_on
from liamm.features.booking.letters import OpeningTakenBackLetter
from liamm.features.booking.models import Booking, Opening
from liamm.features.booking.occupying import lock_rooms
from liamm.features.booking.opening import booked_in
from liamm.features.booking.policies import Permission, policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def take_opening_back(actor: Actor, opening: Opening, *, reason: str, cancels: bool, seen: Collection[UUID]) -> Opening:
    """Have the house not open after all; what is booked in it is cancelled, or kept, and all who booked are told.

    `seen` are the bookings that were read as this was decided. Raises DomainError once it has begun or was taken back,
    without a word, or when something was booked meanwhile.
    """
    require(policy, actor, Permission.TAKE_OPENING_BACK, opening)

    opening, bookings = _held(opening)
    if not reason.strip():
        raise DomainError(_("Dites en un mot pourquoi : qui comptait venir le lira."), field="reason")
    if {one.pk for one in bookings} != set(seen):
        raise DomainError(
            _("Ce qui est réservé dans ces heures a changé entre-temps."),
            nearest=_("Regardez la liste, puis décidez de nouveau."),
        )
    opening.state, opening.answer, opening.answered_at = OpeningState.TAKEN_BACK, reason.strip(), clock.now()
    opening.answered_by = actor if isinstance(actor, Person) else None
    opening.save()

    rooms = known_on(timezone.localdate(opening.starts)).names_of_opening(opening.rooms)
    for booking in bookings:
        if cancels:
            cancel_booking(actor, booking, reason=reason)
        elif booking.booked_by:
            letter = OpeningTakenBackLetter(opening=opening, rooms=rooms, booking=booking)
            post(letter, recipient(booking.booked_by))
    if opening.asked_by and opening.asked_by_id != actor.pk:
        post(OpeningTakenBackLetter(opening=opening, rooms=rooms), recipient(opening.asked_by))
    record(actor, OpeningAnswered(subject_id=opening.pk, state=opening.state))
    return opening


def _held(opening: Opening) -> tuple[Opening, list[Booking]]:
    """The opening and what is booked in it, held until the end of the transaction: nobody books in it meanwhile."""
    found = [one.pk for one in booked_in(opening)]
    list(Booking.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=found).order_by("pk"))
    known = known_on(timezone.localdate(opening.starts))
    lock_rooms(opening.rooms or known.by_number)
    opening = Opening.objects.select_for_update(of=("self",), no_key=True).select_related("asked_by").get(pk=opening.pk)
    if not opening.may_be_taken_back:
        raise DomainError(
            _("Cette ouverture a commencé, ou n’est plus accordée."),
            link=(opening.reference, opening.get_absolute_url()),
        )
    return opening, booked_in(opening)
