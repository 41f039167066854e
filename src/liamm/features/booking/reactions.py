"""What happens in the rooms because of what happened to a booking."""

from __future__ import annotations

from liamm.features.booking.actions import free_place
from liamm.features.booking.facts import BookingCancelled, OptionLapsed
from liamm.features.booking.models import Displacement
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import Fact, reacts_to


@reacts_to(BookingCancelled, OptionLapsed)
def give_what_was_asked(actor: Actor, fact: Fact) -> None:
    """A booking that is given back, or an option that lapsed, goes to whoever had asked for its place."""
    del actor
    for displacement in Displacement.objects.open().filter(guest=fact.subject_id):
        free_place(SYSTEM, displacement)
