"""The tables of the house: its rooms, who booked them, when each is occupied, and what is asked of guests."""

from liamm.features.booking.models.bookings import Booking, BookingQuerySet, Series
from liamm.features.booking.models.giving_way import OPEN, TO_SETTLE, Displacement, DisplacementQuerySet
from liamm.features.booking.models.occupations import Occupation
from liamm.features.booking.models.openings import Opening, OpeningQuerySet
from liamm.features.booking.models.restoring import OPEN_RESTORING, Finding, RestoredRoom, Restoring
from liamm.features.booking.models.rooms import MOST_MINUTES, Room, RoomPhoto
from liamm.features.booking.models.rota import HandoverNote, Holding, NoteRead, RotaTold
from liamm.features.booking.models.tasks import MOST_HANDS, HousePhoto, HouseTask, TaskHand
from liamm.features.booking.models.waiting import Waiting, WaitingQuerySet

__all__ = [
    "MOST_HANDS",
    "MOST_MINUTES",
    "OPEN",
    "OPEN_RESTORING",
    "TO_SETTLE",
    "Booking",
    "BookingQuerySet",
    "Displacement",
    "DisplacementQuerySet",
    "Finding",
    "HandoverNote",
    "Holding",
    "HousePhoto",
    "HouseTask",
    "NoteRead",
    "Occupation",
    "Opening",
    "OpeningQuerySet",
    "RestoredRoom",
    "Restoring",
    "Room",
    "RoomPhoto",
    "RotaTold",
    "Series",
    "TaskHand",
    "Waiting",
    "WaitingQuerySet",
]
