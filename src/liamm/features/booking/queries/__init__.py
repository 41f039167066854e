"""What pages read of rooms and bookings."""

from liamm.features.booking.queries.bookings import (
    BookingPage,
    LinkPage,
    booking_page,
    bookings_of,
    first_of,
    link_page,
    load_booking,
    rooms_of,
    rooms_said,
    sent_as,
)
from liamm.features.booking.queries.displacing import (
    PlaceOffer,
    PlacePage,
    PlacesHere,
    load_place,
    place_offer,
    place_page,
    places_here,
)
from liamm.features.booking.queries.waiting import (
    LineOffer,
    LinePage,
    line_offer,
    line_page,
    lines_of,
    load_line,
)
from liamm.features.booking.queries.weeks import RoomPage, WeekPage, room_page, week_page

__all__ = [
    "BookingPage",
    "LineOffer",
    "LinePage",
    "LinkPage",
    "PlaceOffer",
    "PlacePage",
    "PlacesHere",
    "RoomPage",
    "WeekPage",
    "booking_page",
    "bookings_of",
    "first_of",
    "line_offer",
    "line_page",
    "lines_of",
    "link_page",
    "load_booking",
    "load_line",
    "load_place",
    "place_offer",
    "place_page",
    "places_here",
    "room_page",
    "rooms_of",
    "rooms_said",
    "sent_as",
    "week_page",
]
