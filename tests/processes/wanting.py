"""Many who want rooms of a running house; imported by a process of its own, once Django is set up there."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from liamm.features.accounts.models import Person
from liamm.features.booking.house import known_on
from liamm.features.booking.models import Booking, Occupation, Room
from liamm.features.booking.occupying import during
from liamm.features.charter.bindings.hours import hours_of
from liamm.features.governance.models import Sitting
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Space
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock

WEEKS = 13
HOURS = (9, 14)


def leave_rooms() -> None:
    """Hold the sittings of the calendar elsewhere: the rooms are for those who want them here."""
    Sitting.objects.update(held=None, place="")
    Occupation.objects.filter(booking=None, displacement=None).delete()


def let_in(count: int) -> None:
    """Make members who are signed in and have each a booking of their own; print how to come in, and what is known."""
    leave_rooms()
    people = [CommunityMemberFactory() for _ in range(count)]
    known = known_on()
    told = {
        "cookie": settings.SESSION_COOKIE_NAME,
        "sessions": [_session(person) for person in people],
        "bookings": [one.reference for one in _booked(people)],
        "weeks": [day.isoformat() for day in _weeks()],
        "buffers": [[room.number, room.setup, room.restore] for room in known.rooms],
        "together": {one.key: sorted(one.rooms) for one in known.together},
    }
    print(json.dumps(told))


def _session(person: Person) -> str:
    """A session as signing in leaves it."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _booked(people: list[Person]) -> list[Booking]:
    """A booking for each, in rooms and on days of their own, after those that will be wanted."""
    known, lab = known_on(), Space.objects.the_lab()
    Room.objects.bulk_create([Room(number=room.number) for room in known.rooms], ignore_conflicts=True)
    days = _opened(_weeks()[-1] + timedelta(days=7), len(people))
    places = [(day, hour, room) for day in days for hour in HOURS for room in known.rooms]
    bookings, held = [], []
    for number, (person, (day, hour, room)) in enumerate(zip(people, places, strict=False)):
        starts = _at(day, hour)
        ends = starts + timedelta(hours=2)
        one = Booking(
            space=lab, audience=Audience.COMMUNITY, reference=f"SA-X-{number:04}", use="atelier", people=2,
            title=f"Atelier {number}", booked_by=person, starts=starts, ends=ends, charter_version=known.bound.version,
        )  # fmt: skip
        setup, restore = timedelta(minutes=room.setup), timedelta(minutes=room.restore)
        bookings.append(one)
        held.append(Occupation(booking=one, room_id=room.number, during=during(starts - setup, ends + restore)))
    Booking.objects.bulk_create(bookings)
    Occupation.objects.bulk_create(held)
    return bookings


def _weeks() -> list[date]:
    """The same day of so many weeks on end, on all of which the house is open."""
    first = clock.today() + timedelta(days=7)
    while not all(_opens(day) for day in _from(first)):
        first += timedelta(days=1)
    return _from(first)


def _from(first: date) -> list[date]:
    return [first + timedelta(weeks=week) for week in range(WEEKS)]


def _opened(first: date, count: int) -> list[date]:
    days = (first + timedelta(days=step) for step in range(2 * count))
    return [day for day in days if _opens(day)]


def _opens(day: date) -> bool:
    return bool(hours_of(day).opened(day))


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
