"""The tables of events: what happens, on which dates, how many places there are, and who takes them."""

from liamm.features.events.models.events import Event, EventQuerySet, EventSession, Material, Question, Seating
from liamm.features.events.models.registrations import Attendee, Registration, RegistrationQuerySet

__all__ = [
    "Attendee",
    "Event",
    "EventQuerySet",
    "EventSession",
    "Material",
    "Question",
    "Registration",
    "RegistrationQuerySet",
    "Seating",
]
