"""An event with few places in a house of its own, and many who register over real HTTP at the same moment."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

import httpx

from tests.processes.house import House
from tests.processes.lines import line, near, told

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_OWN = re.compile(r"/evenements/inscription/[^/\s]+/")


def open_one(places: int) -> None:
    """Announce an event: said from a process that knows Django."""
    from liamm.features.accounts.tests.factories import HeadFactory  # noqa: PLC0415  # once Django is set up
    from liamm.features.events.tests.factories import announced  # noqa: PLC0415  # as above

    event = announced(person=HeadFactory(), capacity=places)
    print(json.dumps({"path": event.get_absolute_url()}))


@dataclass
class Gathering:
    """The event, and one form that is open: who has no account carries nothing but the mark of the form."""

    house: House
    path: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    @classmethod
    def opened(cls, house: House, places: int) -> Gathering:
        """Announce the event and open its form."""
        gathering = cls(house, told(house, "gathering", f"open_one({places})")["path"])
        with gathering.line(0) as line:
            answer = line.get(f"{gathering.path}inscription/")
        answer.raise_for_status()
        found = _TOKEN.search(answer.text)
        assert found
        gathering.cookies, gathering.token = dict(answer.cookies), found.group(1)
        return gathering

    def line(self, number: int) -> httpx.Client:
        """A line of somebody, from a connection of their own."""
        return line(self.house, near=near(1, number), cookies=self.cookies)

    def register(self, line: httpx.Client, number: int) -> int:
        """Send the form of one person; the status of the answer."""
        told = {
            "csrfmiddlewaretoken": self.token,
            "name": f"Personne {number}",
            "mail": f"p{number}@exemple.example",
            "host": "",
            "rules_accepted": "on",
            "ticket": f"{number:032d}",
        }
        return line.post(f"{self.path}inscription/", data=told).status_code

    def press(self, line: httpx.Client, own: str, verb: str) -> int:
        """Press a button of the page behind the link."""
        return line.post(f"{own}{verb}/", data={"csrfmiddlewaretoken": self.token}).status_code

    def link_of(self, number: int, kind: str) -> str:
        """The link in the last letter of a kind to one person; empty while there is none."""
        asked = "SELECT text FROM post_message WHERE address = %s AND kind = %s ORDER BY created_at DESC LIMIT 1"
        with self.house.database() as connection:
            row = connection.execute(asked, (f"p{number}@exemple.example", f"events.{kind}")).fetchone()
        found = _OWN.search(row[0]) if row else None
        return found.group(0) if found else ""
