"""A load on the web process: keep-alive connections asking one address, latencies in milliseconds."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    """One request; the bytes of its body."""
    writer.write(request)
    status = await reader.readline()
    assert b" 200 " in status or b" 304 " in status, status
    length = 0
    while (line := await reader.readline()) not in {b"\r\n", b""}:
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    await reader.readexactly(length)
    return length


@dataclass(frozen=True, slots=True)
class Errand:
    """What is asked of the web process: these addresses in turn, as this person; `before` is done before each.

    `headers` are more lines of each request.
    """

    paths: Sequence[str]
    cookie: str
    before: Callable[[], None] | None = None
    headers: str = ""


async def keep_asking(
    host: tuple[str, int],
    requests: Iterator[bytes],
    times: int,
    before: Callable[[], None] | None,
    latencies: list[float],
) -> int:
    """One connection that asks `times` times, the next of the requests each time; the bytes of the largest answer."""
    reader, writer = await asyncio.open_connection(*host)
    size = 0
    for _ in range(times):
        if before:
            await asyncio.to_thread(before)
        start = time.perf_counter()
        size = max(size, await ask(reader, writer, next(requests)))
        latencies.append((time.perf_counter() - start) * 1_000)
    writer.close()
    return size


async def keep_busy(host: tuple[str, int], errand: Errand, connections: int, requests: int) -> dict[str, float]:
    """So many connections on one errand, so many requests in all; latencies in milliseconds, and bytes."""
    name, port = host
    rest = f"HTTP/1.1\r\nHost: {name}:{port}\r\nCookie: {errand.cookie}\r\nAccept-Language: fr\r\n{errand.headers}\r\n"
    turns = itertools.cycle([f"GET {path} {rest}".encode() for path in errand.paths])
    latencies: list[float] = []
    each = max(1, requests // connections)
    asking = (keep_asking(host, turns, each, errand.before, latencies) for _ in range(connections))
    sizes = await asyncio.gather(*asking)
    latencies.sort()
    return {
        "p50": latencies[len(latencies) // 2],
        "p95": latencies[max(0, int(len(latencies) * 0.95) - 1)],
        "bytes": max(sizes),
    }
