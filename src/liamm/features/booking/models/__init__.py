"""The tables of the house: its rooms, who booked them, when each is occupied, and what is asked of guests."""

from liamm.features.booking.models.bookings import Booking, BookingQuerySet, Series
from liamm.features.booking.models.giving_way import OPEN, Displacement, DisplacementQuerySet
from liamm.features.booking.models.occupations import Occupation
from liamm.features.booking.models.rooms import MOST_MINUTES, Room
from liamm.features.booking.models.waiting import Waiting, WaitingQuerySet

__all__ = [
    "MOST_MINUTES",
    "OPEN",
    "Booking",
    "BookingQuerySet",
    "Displacement",
    "DisplacementQuerySet",
    "Occupation",
    "Room",
    "Series",
    "Waiting",
    "WaitingQuerySet",
]
