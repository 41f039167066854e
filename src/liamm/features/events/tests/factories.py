"""Events for the tests, made as people make them."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.tests.factories import opened
from liamm.features.events.actions import (
    EventDraft,
    EventWords,
    RegistrationDraft,
    SessionDraft,
    open_event,
    plan_event,
    register,
)
from liamm.features.spaces.tests.factories import LabSpaceFactory


def slot(days=7, hours=2, **changes):
    starts = changes.pop("starts", None) or opened(days)
    return SessionDraft(**{"starts": starts, "ends": starts + timedelta(hours=hours), "place": "Rennes", **changes})


def words(**changes):
    return EventWords(**{"kind": "atelier", "title": "Écrire pour être compris", **changes})


def draft(*sessions, capacity=None, **changes):
    return EventDraft(words=words(**changes), sessions=sessions or (slot(),), capacity=capacity)


def planned(*sessions, person=None, **changes):
    LabSpaceFactory()
    return plan_event(person or TeamMemberFactory(), draft=draft(*sessions, **changes))


def announced(*sessions, **changes):
    event = planned(*sessions, **changes)
    return open_event(event.organiser, event)


def coming(number=1, **changes):
    base = {"name": f"Personne {number}", "mail": f"p{number}@exemple.example", "rules_accepted": True}
    return RegistrationDraft(**{**base, **changes})


def registered(event, number=1, actor=None, **changes):
    seating = event.seatings.select_related("event").order_by("pk").first()
    return register(actor or AnonymousUser(), seating, draft=coming(number, **changes)).registration
