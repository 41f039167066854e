"""What happens in the rooms because of what happened to a booking."""

from __future__ import annotations

from liamm.features.booking.actions import free_place
from liamm.features.booking.facts import BookingCancelled
from liamm.features.booking.models import Displacement
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import reacts_to


@reacts_to(BookingCancelled)
def give_what_was_asked(actor: Actor, fact: BookingCancelled) -> None:
    """A booking that is given back goes to whoever had asked for its place."""
    del actor
    for displacement in Displacement.objects.open().filter(guest=fact.subject_id):
        free_place(SYSTEM, displacement)
