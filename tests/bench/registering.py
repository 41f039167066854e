"""Forms sent one after the other on several lines; the one of an event, without account, as people send it."""

from __future__ import annotations

import asyncio
import re
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from tests.bench.server import House

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Sending:
    """What one person sends: where, with which cookies, and the fields as they are filled in."""

    path: str
    cookie: str
    fields: dict[str, str]

    def request(self, port: int) -> bytes:
        """The form as a browser sends it."""
        body = urllib.parse.urlencode(self.fields)
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {self.cookie}\r\nAccept-Language: fr\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return (head + body).encode()


class Sent(Protocol):
    """A form that many people send."""

    def sent_by(self, number: int) -> Sending:
        """What one person sends."""


@dataclass(frozen=True, slots=True)
class Answers:
    """How long all the sendings took together, and each of them from the least to the most, in seconds."""

    seconds: float
    each: Sequence[float]


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one event, open: its address, and the mark that whoever sends it carries."""

    path: str
    cookie: str
    token: str

    def sent_by(self, number: int) -> Sending:
        """What one person sends."""
        told = {
            "csrfmiddlewaretoken": self.token,
            "name": f"Personne {number}",
            "mail": f"banc{number}@exemple.example",
            "host": "",
            "rules_accepted": "on",
            "ticket": f"{number:032d}",
        }
        return Sending(self.path, self.cookie, told)


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of several events, sent in turn."""

    each: Sequence[Form]

    def sent_by(self, number: int) -> Sending:
        """What one person sends."""
        return self.each[number % len(self.each)].sent_by(number)


def opened(house: House, path: str) -> Form:
    """Open the form as a visitor does."""
    cookie, token = marks_of(house, path)
    return Form(path, cookie, token)


def marks_of(house: House, path: str, session: str = "") -> tuple[str, str]:
    """The cookie and the field that whoever opened a form carries."""
    asked = urllib.request.Request(f"http://127.0.0.1:{house.port}{path}", headers={"Cookie": session})
    with urllib.request.urlopen(asked, timeout=30) as answer:
        cookies = [one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie", [])]
        found = _TOKEN.search(answer.read().decode())
    assert found
    return next(one for one in cookies if one.startswith("csrftoken=")), found.group(1)


def answers_to(house: House, form: Sent, numbers: range, lines: int) -> Answers:
    """How long it takes until all of these have an answer to their form, on so many lines.

    An answer is a page that says what was done (302) or why it was not (422).
    """
    each: list[float] = []
    begun = time.perf_counter()
    asyncio.run(_send(house.port, form, iter(numbers), lines, each))
    return Answers(time.perf_counter() - begun, sorted(each))


async def _send(port: int, form: Sent, numbers: Iterator[int], lines: int, each: list[float]) -> None:
    async def line() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in numbers:
            begun = time.perf_counter()
            writer.write(form.sent_by(number).request(port))
            status = await reader.readline()
            assert b" 302 " in status or b" 422 " in status, status
            length = 0
            while (head := await reader.readline()) not in {b"\r\n", b""}:
                if head.lower().startswith(b"content-length:"):
                    length = int(head.split(b":")[1])
            await reader.readexactly(length)
            each.append(time.perf_counter() - begun)
        writer.close()

    await asyncio.gather(*(line() for _ in range(lines)))
