"""The tables of events: what happens, on which dates, how many places there are, and who takes them."""

from liamm.features.events.models.asking import Call, EventProposal, NeedVoice, TrainingNeed
from liamm.features.events.models.events import Event, EventQuerySet, EventSession, Material, Question, Seating
from liamm.features.events.models.registrations import Attendee, Registration, RegistrationQuerySet

__all__ = [
    "Attendee",
    "Call",
    "Event",
    "EventProposal",
    "EventQuerySet",
    "EventSession",
    "Material",
    "NeedVoice",
    "Question",
    "Registration",
    "RegistrationQuerySet",
    "Seating",
    "TrainingNeed",
]
