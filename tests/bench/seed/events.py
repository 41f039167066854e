"""One event to which everybody registers."""

from __future__ import annotations

from datetime import timedelta

from liamm.features.accounts.models import Person
from liamm.features.events.actions import EventDraft, EventWords, SessionDraft, plan_event
from liamm.features.events.actions import open_event as announce
from liamm.features.events.models import Event
from liamm.kernel import clock


def open_event() -> Event:
    """An event with as many places as people come."""
    team = Person.objects.get(email="membre0@banc.example")
    starts = clock.in_days(30)
    date = SessionDraft(starts=starts, ends=starts + timedelta(hours=2), place="Rennes")
    words = EventWords(kind="conference", title="Ce que nous avons appris cette année")
    event = plan_event(team, draft=EventDraft(words=words, sessions=[date], capacity=100_000))
    return announce(team, event)
