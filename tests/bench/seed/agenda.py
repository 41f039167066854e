"""A calendar that follows the agenda of the large laboratory."""

from __future__ import annotations

import http.client
from datetime import timedelta

from liamm.features.accounts.models import Person
from liamm.features.agenda.addresses import address_of
from liamm.features.agenda.enums import Scope
from liamm.features.agenda.gathering import Narrowed, gathered
from liamm.features.agenda.models import Feed
from liamm.features.agenda.writing import BEFORE, entries
from liamm.features.booking.models import Booking
from liamm.features.spaces.enums import SpaceKind
from liamm.features.spaces.models import Space
from liamm.kernel import clock
from liamm.kernel.ical import calendar, writing

ENTRIES = 2_000
_AROUND = timedelta(days=120)


def write_anew() -> int:
    """Read and write as many entries as a full feed holds, none of them kept from before; how many there were."""
    writing.forget()
    today = clock.today()
    found = gathered(_reader(), today - _AROUND, today + _AROUND, Narrowed())[:ENTRIES]
    calendar(entries(found), name="Banc")
    return len(found)


def followed(port: int) -> tuple[str, str, int]:
    """The address of the feed of a circle that holds so much, the mark of what it gives, and how many entries."""
    circle = Space.objects.exclude(kind=SpaceKind.LAB).order_by("pk")[0]
    near = Booking.objects.filter(starts__gt=clock.in_days(1 - BEFORE.days)).order_by("starts", "pk")[:ENTRIES]
    Booking.objects.filter(pk__in=list(near.values_list("pk", flat=True))).update(space=circle)
    feed, _made = Feed.objects.get_or_create(person=_reader(), name="Banc", scope=Scope.SPACE, space=circle)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", address_of(feed))
    answer = connection.getresponse()
    held = answer.read().count(b"BEGIN:VEVENT")
    return address_of(feed), answer.headers["ETag"], held


def _reader() -> Person:
    return Person.objects.get(email="membre0@banc.example")
