"""What pages read of events and registrations."""

from liamm.features.events.queries.events import (
    EventLine,
    EventPage,
    coming_events,
    event_page,
    load_event,
    past_events,
    planning_spaces,
    seating_of,
    sent_as,
    session_of,
)
from liamm.features.events.queries.registrations import (
    RegisteredPage,
    RegisterPage,
    RegistrationPage,
    materials_for,
    needs_kept,
    register_page,
    registered_page,
    registration_page,
)

__all__ = [
    "EventLine",
    "EventPage",
    "RegisterPage",
    "RegisteredPage",
    "RegistrationPage",
    "coming_events",
    "event_page",
    "load_event",
    "materials_for",
    "needs_kept",
    "past_events",
    "planning_spaces",
    "register_page",
    "registered_page",
    "registration_page",
    "seating_of",
    "sent_as",
    "session_of",
]
