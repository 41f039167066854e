"""The public form, filled in by many people at once over real HTTP, each from a connection of their own."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.processes.house import House
from tests.processes.lines import line, near

_HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|ticket)" value="([^"]+)"|value="([^"]+)" name="(ticket)"')
READING = 3.2  # nobody fills the form in quicker, and the house knows


@dataclass
class Citizen:
    """Someone with the form open; a broken line makes them press the button again."""

    house: House
    number: int
    mail: str = ""
    receipt: str = ""
    pressed: int = 0
    cookies: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return f"Trois fois le même papier, histoire numéro {self.number}."

    def ask(self, method: str, **more: Any) -> httpx.Response:
        """One request on a line of its own, from this person's connection."""
        network, number = divmod(self.number, 65_536)
        with line(self.house, near=near(network, number), cookies=self.cookies) as client:
            return client.request(method, "/remonter/", **more)

    def open(self) -> Citizen:
        answer = self.ask("GET")
        answer.raise_for_status()
        self.cookies = dict(answer.cookies)
        self.hidden = {one[0] or one[3]: one[1] or one[2] for one in _HIDDEN.findall(answer.text)}
        return self

    def send(self) -> Citizen:
        told = {**self.hidden, "words": self.words, "mail": self.mail, "consent": "on", "speaking_for": "self"}
        while not self.receipt:
            self.pressed += 1
            try:
                answer = self.ask("POST", data=told)
            except httpx.TransportError:
                time.sleep(0.2)
                continue
            assert answer.status_code == 302, answer.text
            self.receipt = answer.headers["location"]
        return self


def with_forms_open(house: House, count: int, *, mail: str = "") -> list[Citizen]:
    """As many people with the form open, who took the time to read it."""
    people = [Citizen(house, number, mail.format(number) if mail else "") for number in range(count)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(Citizen.open, people))
    time.sleep(READING)
    return people
