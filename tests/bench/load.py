"""A load from a process of its own: keep-alive connections asking one address, latencies in milliseconds.

python -m tests.bench.load HOST PORT PATH COOKIE CONNECTIONS REQUESTS
"""

from __future__ import annotations

import asyncio
import json
import sys
import time


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    """One request; the bytes of its body."""
    writer.write(request)
    status = await reader.readline()
    assert b" 200 " in status, status
    length = 0
    while (line := await reader.readline()) not in {b"\r\n", b""}:
        if line.lower().startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    await reader.readexactly(length)
    return length


async def keep_asking(host: str, port: int, request: bytes, times: int, latencies: list[float]) -> int:
    """One connection that asks `times` times."""
    reader, writer = await asyncio.open_connection(host, port)
    size = 0
    for _ in range(times):
        start = time.perf_counter()
        size = await ask(reader, writer, request)
        latencies.append((time.perf_counter() - start) * 1_000)
    writer.close()
    return size


async def main() -> None:
    host, port, path, cookie, connections, requests = sys.argv[1:]
    head = f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nCookie: {cookie}\r\nAccept-Language: fr\r\n\r\n"
    latencies: list[float] = []
    each = max(1, int(requests) // int(connections))
    start = time.perf_counter()
    sizes = await asyncio.gather(
        *(keep_asking(host, int(port), head.encode(), each, latencies) for _ in range(int(connections)))
    )
    latencies.sort()
    print(
        json.dumps(
            {
                "p50": latencies[len(latencies) // 2],
                "p95": latencies[int(len(latencies) * 0.95) - 1],
                "per_second": len(latencies) / (time.perf_counter() - start),
                "bytes": sizes[0],
            }
        )
    )


if __name__ == "__main__":
    asyncio.run(main())
