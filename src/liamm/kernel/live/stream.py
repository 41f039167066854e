"""The event stream: one LISTEN connection per process, fanned out to the open pages (plain ASGI)."""

from __future__ import annotations

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import parse_qs

import psycopg
from django.conf import settings

from liamm.kernel.live import CHANNEL, topic_of

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
_HEARTBEAT = 20.0
_BACK_OFF = 2.0


class Hub:
    """The listeners of this process, by topic."""

    def __init__(self) -> None:
        self.waiting: dict[str, set[asyncio.Queue[str]]] = defaultdict(set)
        self.listening: asyncio.Task[None] | None = None

    def join(self, topic: str) -> asyncio.Queue[str]:
        """Start to hear a topic."""
        if self.listening is None or self.listening.done():
            self.listening = asyncio.create_task(self._listen())
        queue: asyncio.Queue[str] = asyncio.Queue(maxsize=8)
        self.waiting[topic].add(queue)
        return queue

    def leave(self, topic: str, queue: asyncio.Queue[str]) -> None:
        """Stop hearing a topic."""
        self.waiting[topic].discard(queue)
        if not self.waiting[topic]:
            del self.waiting[topic]

    def tell(self, topic: str) -> None:
        """Wake the pages of a topic; a page that has not read the last events needs no more of them."""
        for queue in self.waiting.get(topic, ()):
            with contextlib.suppress(asyncio.QueueFull):
                queue.put_nowait(topic)

    async def _listen(self) -> None:
        while self.waiting:
            try:
                await self._listen_once()
            except psycopg.Error:
                await asyncio.sleep(_BACK_OFF)
                for topic in list(self.waiting):
                    self.tell(topic)

    async def _listen_once(self) -> None:
        async with await psycopg.AsyncConnection.connect(settings.LIAMM_LISTEN_DSN, autocommit=True) as connection:
            await connection.execute(f"LISTEN {CHANNEL}")
            while self.waiting:
                async for notice in connection.notifies(timeout=_HEARTBEAT):
                    self.tell(notice.payload)


hub = Hub()


async def live_app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer `/live/?topic=…` with an event stream; 403 for a forged or expired topic."""
    token = parse_qs(scope.get("query_string", b"").decode()).get("topic", [""])[0]
    topic = topic_of(token)
    if topic is None:
        await send({"type": "http.response.start", "status": 403, "headers": [(b"content-type", b"text/plain")]})
        await send({"type": "http.response.body", "body": b"This page is too old: load it again."})
        return
    headers = [(b"content-type", b"text/event-stream"), (b"cache-control", b"no-store"), (b"x-accel-buffering", b"no")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await _stream(topic, receive, send)


async def _stream(topic: str, receive: Receive, send: Send) -> None:
    queue = hub.join(topic)
    gone = asyncio.create_task(_until_gone(receive))
    try:
        await send({"type": "http.response.body", "body": b"retry: 2000\n\n", "more_body": True})
        while not gone.done():
            event = asyncio.create_task(queue.get())
            done, _ = await asyncio.wait({event, gone}, timeout=_HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
            if event in done:
                body = b"event: changed\ndata: 1\n\n"
            else:
                event.cancel()
                body = b": still here\n\n"
            if gone not in done:
                await send({"type": "http.response.body", "body": body, "more_body": True})
    finally:
        gone.cancel()
        hub.leave(topic, queue)


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
