"""What pages read of rooms and bookings."""

from liamm.features.booking.queries.bookings import (
    BookingPage,
    booking_page,
    bookings_of,
    first_of,
    load_booking,
    rooms_of,
    sent_as,
)
from liamm.features.booking.queries.weeks import RoomPage, WeekPage, room_page, week_page

__all__ = [
    "BookingPage",
    "RoomPage",
    "WeekPage",
    "booking_page",
    "bookings_of",
    "first_of",
    "load_booking",
    "room_page",
    "rooms_of",
    "sent_as",
    "week_page",
]
