"""A crowd of members over real HTTP, each on a line of their own, who all want the same rooms at the same moment."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.processes.house import House
from tests.processes.lines import line, near, told

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SEEN = re.compile(r'name="seen" value="(\d+)"|value="(\d+)" name="seen"')
BOOK = "/maison/salles/reserver/"

# Two that stand in one room at once, the minutes that arranging and restoring take being counted anew from the charter.
_OVERLAPS = """
WITH buffer AS (SELECT * FROM unnest(%s::int[], %s::int[], %s::int[]) AS b (room, before, after)),
held AS (
    SELECT o.id, o.room_id, b.starts - make_interval(mins => before) AS starts,
        b.ends + make_interval(mins => after) AS ends
    FROM booking_occupation o JOIN booking_booking b ON b.id = o.booking_id JOIN buffer ON buffer.room = o.room_id
    WHERE o.living AND b.state IN ('confirmed', 'option')
)
SELECT count(*) FROM held one JOIN held other
ON one.id < other.id AND one.room_id = other.room_id AND one.starts < other.ends AND other.starts < one.ends
"""


@dataclass
class Crowd:
    """Members who are signed in, with a booking each, and what they know of the house."""

    house: House
    cookie: str
    sessions: Sequence[str]
    bookings: Sequence[str]
    weeks: Sequence[str]
    buffers: Sequence[tuple[int, int, int]]
    together: Mapping[str, Sequence[int]]
    token: str = ""
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def let_into(cls, house: House, count: int) -> Crowd:
        """Let so many in, from a process that knows Django, and open the form of one of them."""
        crowd = cls(house, **told(house, "wanting", f"let_in({count})"))
        answer = crowd.ask(0, "GET", BOOK)
        answer.raise_for_status()
        found = _TOKEN.search(answer.text)
        assert found
        crowd.token, crowd.cookies = found.group(1), {"csrftoken": answer.cookies["csrftoken"]}
        return crowd

    def ask(self, number: int, method: str, path: str, **more: Any) -> httpx.Response:
        """One request of one of them."""
        cookies = {**self.cookies, self.cookie: self.sessions[number]}
        with line(self.house, near=near(3, number), cookies=cookies, timeout=240) as client:
            return client.request(method, path, **more)

    def wants(self, number: int, day: str, starts: str, ends: str, **more: Any) -> dict[str, Any]:
        """The form of one of them."""
        base = {
            "use": "atelier",
            "title": f"Atelier {number}",
            "people": "2",
            "layout": "",
            "needs": "",
            "rules_accepted": "on",
        }
        when = {"day": day, "starts": starts, "ends": ends}
        return {**base, **when, "ticket": f"{number:032d}", "csrfmiddlewaretoken": self.token, **more}

    def book(self, number: int, form: Mapping[str, Any]) -> httpx.Response:
        """Send it to book."""
        return self.ask(number, "POST", BOOK, data=form)

    def move(self, number: int, form: Mapping[str, Any]) -> httpx.Response:
        """Send it to change their booking, as they had read it."""
        return self.ask(number, "POST", f"/maison/salles/reservations/{self.bookings[number]}/changer/", data=form)

    def overlaps(self, *, wider: int = 0) -> int:
        """How many pairs stand in one room at once in the database, the buffers counted, or wider ones."""
        numbers, before, after = (list(one) for one in zip(*self.buffers, strict=True))
        with self.house.database() as connection:
            asked = [numbers, [one + wider for one in before], [one + wider for one in after]]
            row = connection.execute(_OVERLAPS.encode(), asked).fetchone()
        assert row is not None
        return int(str(row[0]))
