"""Rooms booked by many at the same moment, each a free time of its own in a house that is seven tenths full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from liamm.features.booking.house import known_on
from liamm.features.charter.bindings.hours import hours_of
from liamm.kernel import clock
from tests.bench.registering import Sending, marks_of
from tests.bench.seed.rooms import DAYS, HOURS
from tests.bench.server import House

PATH = "/maison/salles/reserver/"


@dataclass(frozen=True, slots=True)
class BookingForm:
    """The form that books, open, and the free times that are asked for in turn."""

    cookie: str
    token: str
    free: Sequence[tuple[date, int, int]]

    def sent_by(self, number: int) -> Sending:
        """What one person sends."""
        day, hour, room = self.free[number]
        told = {
            "csrfmiddlewaretoken": self.token,
            "title": f"Atelier {number}",
            "use": "atelier",
            "rooms": str(room),
            "people": "2",
            "day": day.isoformat(),
            "starts": f"{hour:02}:00",
            "ends": f"{hour + 1:02}:00",
            "rules_accepted": "on",
            "ticket": f"{number:032d}",
        }
        return Sending(PATH, self.cookie, told)


@dataclass(frozen=True, slots=True)
class OneSlot:
    """The same form, sent by all for the last of these free times."""

    form: BookingForm

    def sent_by(self, number: int) -> Sending:
        """What one person sends."""
        last = self.form.sent_by(len(self.form.free) - 1)
        return replace(last, fields={**last.fields, "title": f"Atelier {number}", "ticket": f"{number:032d}"})


def opened(house: House, session: str) -> BookingForm:
    """Open the form as a member does, and see what is free after the days that are filled."""
    cookie, token = marks_of(house, PATH, session)
    first = clock.today() + timedelta(days=DAYS // 2 + 7)
    days = [first + timedelta(days=step) for step in range(DAYS // 2)]
    rooms = [room.number for room in known_on().rooms]
    free = [(day, hour, room) for day in days if hours_of(day).opened(day) for hour in HOURS for room in rooms]
    return BookingForm(f"{session}; {cookie}", token, free)
