"""Registrations sent one after the other on several lines: the form of an event, without account, as people send it."""

from __future__ import annotations

import asyncio
import re
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.server import House

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one event, open: its address, and the mark that whoever sends it carries."""

    path: str
    cookie: str
    token: str

    def sent_by(self, number: int, port: int) -> bytes:
        """The request of one person."""
        body = urllib.parse.urlencode(
            {
                "csrfmiddlewaretoken": self.token,
                "name": f"Personne {number}",
                "mail": f"banc{number}@exemple.example",
                "host": "",
                "rules_accepted": "on",
                "ticket": f"{number:032d}",
            }
        )
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {self.cookie}\r\nAccept-Language: fr\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return (head + body).encode()


def opened(house: House, path: str) -> Form:
    """Open the form as a visitor does."""
    with urllib.request.urlopen(f"http://127.0.0.1:{house.port}{path}", timeout=30) as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
        found = _TOKEN.search(answer.read().decode())
    assert found
    return Form(path, cookie, found.group(1))


def seconds_of(house: House, form: Form, numbers: range, lines: int) -> float:
    """How long it takes to register all of these on so many lines."""
    begun = time.perf_counter()
    asyncio.run(_send(house.port, form, iter(numbers), lines))
    return time.perf_counter() - begun


async def _send(port: int, form: Form, numbers: Iterator[int], lines: int) -> None:
    async def line() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        for number in numbers:
            writer.write(form.sent_by(number, port))
            assert b" 302 " in await reader.readline()
            length = 0
            while (head := await reader.readline()) not in {b"\r\n", b""}:
                if head.lower().startswith(b"content-length:"):
                    length = int(head.split(b":")[1])
            await reader.readexactly(length)
        writer.close()

    await asyncio.gather(*(line() for _ in range(lines)))
