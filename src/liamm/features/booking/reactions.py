"""What happens in the rooms because of what happened to a booking."""

from __future__ import annotations

from liamm.features.booking.actions import end_offer, free_place
from liamm.features.booking.arranging import is_soon
from liamm.features.booking.enums import WaitingState
from liamm.features.booking.facts import (
    BlockingLifted,
    BookingCancelled,
    BookingChanged,
    BookingReleased,
    BookingRestored,
    OpeningAnswered,
    OptionConfirmed,
    OptionLapsed,
    PlaceAnswered,
    PlaceAsked,
    RoomArranged,
    RoomBlocked,
    RoomsBooked,
    RoomsGivenBack,
    SeriesBooked,
    SeriesChanged,
)
from liamm.features.booking.following import follow_bookings
from liamm.features.booking.giving_way import may_open
from liamm.features.booking.models import Displacement, Waiting
from liamm.features.booking.queries.present import stir
from liamm.features.booking.serving import give_places, serve, serve_line
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import Fact, reacts_to


@reacts_to(BookingCancelled, OptionLapsed)
def give_what_was_asked(actor: Actor, fact: Fact) -> None:
    """A booking that is given back, or an option that lapsed, goes to whoever had asked for its place."""
    del actor
    for displacement in Displacement.objects.open().filter(guest=fact.subject_id):
        if may_open(displacement):
            free_place(SYSTEM, displacement)
        else:  # somebody decides of it, or takes other rooms, at this moment: it waits, and holds no room meanwhile
            give_places.later()


@reacts_to(OptionConfirmed, OptionLapsed, BookingCancelled)
def end_what_was_offered(actor: Actor, fact: Fact) -> None:
    """Whoever was offered the room said yes, nothing, or no: they are in line no longer."""
    del actor
    state = _BECOMES[type(fact)]
    for waiting in Waiting.objects.filter(offered=fact.subject_id, state=WaitingState.OFFERED):
        end_offer(SYSTEM, waiting, state=state)


@reacts_to(
    OptionLapsed,
    BookingCancelled,
    BookingReleased,
    BookingChanged,
    SeriesChanged,
    PlaceAnswered,
    BlockingLifted,
    RoomArranged,
    RoomsGivenBack,
)
def serve_the_line(actor: Actor, fact: Fact) -> None:
    """What is free goes to the first in line at once; or in a moment, when the rooms are being decided of."""
    del actor, fact
    if not serve():
        serve_line.later()


_BECOMES = {
    OptionConfirmed: WaitingState.SERVED,
    OptionLapsed: WaitingState.PASSED,
    BookingCancelled: WaitingState.LEFT,
}


@reacts_to(
    RoomsBooked,
    BookingChanged,
    BookingCancelled,
    BookingReleased,
    BookingRestored,
    OptionConfirmed,
    OptionLapsed,
    RoomsGivenBack,
    SeriesBooked,
    SeriesChanged,
)
def arrange_otherwise(actor: Actor, fact: Fact) -> None:
    """What is arranged on the coming days follows the bookings, in a moment."""
    del actor
    if isinstance(fact, (SeriesBooked, SeriesChanged)) or is_soon(fact.subject_id):
        follow_bookings.later()


@reacts_to(
    RoomsBooked,
    BookingChanged,
    BookingCancelled,
    SeriesBooked,
    SeriesChanged,
    PlaceAsked,
    PlaceAnswered,
    RoomBlocked,
    BlockingLifted,
    RoomArranged,
    OpeningAnswered,
    OptionLapsed,
    BookingReleased,
    BookingRestored,
    RoomsGivenBack,
)
def look_again(actor: Actor, fact: Fact) -> None:
    """What moves in the rooms is seen on the open pages of the house."""
    del actor, fact
    stir()
