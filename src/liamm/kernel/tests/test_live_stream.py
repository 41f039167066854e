"""The event stream: who may listen, what arrives, and what happens when the line to the database breaks."""

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from django.db import connection, transaction
from psycopg.conninfo import make_conninfo

from liamm.kernel.live import announce, live_url, stream

pytestmark = pytest.mark.django_db(transaction=True)
CHANGED = b"event: changed\ndata: 1\n\n"


@pytest.fixture(autouse=True)
def line(settings, monkeypatch):
    """A hub of its own, on the database of the tests, that does not wait long."""
    known = connection.settings_dict
    settings.LIAMM_LISTEN_DSN = make_conninfo(
        dbname=known["NAME"],
        user=known["USER"],
        password=known["PASSWORD"],
        host=known["HOST"],
        port=known["PORT"] or None,
    )
    monkeypatch.setattr(stream, "hub", stream.Hub())
    monkeypatch.setattr(stream, "_BACK_OFF", 0.05)


class Reader:
    """A page that listens, as the server would hold it."""

    def __init__(self, address):
        self.scope = {"type": "http", "path": "/live/", "query_string": address.partition("?")[2].encode()}
        self.sent = asyncio.Queue()
        self.left = asyncio.Event()

    async def receive(self):
        if not getattr(self, "asked", False):
            self.asked = True
            return {"type": "http.request"}
        await self.left.wait()
        return {"type": "http.disconnect"}

    def listen(self):
        return asyncio.create_task(stream.live_app(self.scope, self.receive, self.sent.put))

    async def body(self):
        message = await asyncio.wait_for(self.sent.get(), 20)
        return message.get("body", message)


def play(scene):
    """In a thread of its own: tests in a browser leave a loop running in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(scene())).result(60)


async def open_page(topic):
    page = Reader(live_url(topic))
    task = page.listen()
    start = await page.body()
    assert start["status"] == 200
    assert (b"content-type", b"text/event-stream") in start["headers"]
    assert await page.body() == b"retry: 2000\n\n"
    return page, task


async def until_heard(page, act):
    """Do something until the page hears of it: the line to the database may not stand yet."""
    for _ in range(100):
        await asyncio.to_thread(act)
        try:
            while (said := (await asyncio.wait_for(page.sent.get(), 0.2))["body"]) != CHANGED:
                assert said == b": still here\n\n"
        except TimeoutError:
            continue
        return
    raise AssertionError("nothing was heard")


async def leave(page, task):
    page.left.set()
    await asyncio.wait_for(task, 20)


def tell(topic):
    def act():
        try:
            announce(topic)
        finally:
            connection.close()

    return act


@pytest.mark.parametrize("address", ["/live/", "/live/?topic=", "/live/?topic=sitting:1", "/live/?topic=forged:abc"])
def test_without_a_signed_topic_one_hears_nothing(address):
    async def scene():
        page = Reader(address)
        await page.listen()
        assert (await page.body())["status"] == 403
        assert b"load it again" in await page.body()
        assert not stream.hub.waiting

    play(scene)


def test_a_page_hears_of_its_topic_once_it_is_committed_and_leaves_nothing_behind():
    async def scene():
        page, task = await open_page("sitting:1")
        other, other_task = await open_page("sitting:2")
        await until_heard(page, tell("sitting:1"))
        assert other.sent.empty()
        await leave(page, task)
        await leave(other, other_task)
        assert not stream.hub.waiting

    play(scene)


def test_what_is_rolled_back_is_never_heard():
    def undone():
        try:
            with transaction.atomic():
                announce("sitting:1")
                transaction.set_rollback(True)
        finally:
            connection.close()

    async def scene():
        page, task = await open_page("sitting:1")
        await until_heard(page, tell("sitting:1"))
        while not page.sent.empty():
            page.sent.get_nowait()
        await asyncio.to_thread(undone)
        await asyncio.to_thread(tell("sitting:9"))
        await asyncio.sleep(0.5)
        assert page.sent.empty()
        await leave(page, task)

    play(scene)


def test_a_quiet_line_is_kept_open(monkeypatch):
    monkeypatch.setattr(stream, "_HEARTBEAT", 0.05)

    async def scene():
        page, task = await open_page("sitting:1")
        assert await page.body() == b": still here\n\n"
        assert await page.body() == b": still here\n\n"
        await until_heard(page, tell("sitting:1"))
        await leave(page, task)

    play(scene)


def test_when_the_database_cuts_the_line_pages_are_told_and_it_is_taken_up_again():
    def cut():
        try:
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE query LIKE 'LISTEN%%' AND datname = current_database() AND pid <> pg_backend_pid()"
                )
        finally:
            connection.close()

    async def scene():
        page, task = await open_page("sitting:1")
        await until_heard(page, tell("sitting:1"))
        while not page.sent.empty():
            page.sent.get_nowait()
        await asyncio.to_thread(cut)
        assert await page.body() == CHANGED, "what was missed meanwhile is fetched again"
        await until_heard(page, tell("sitting:1"))
        await leave(page, task)

    play(scene)


def test_a_database_that_is_away_at_first_is_asked_again(monkeypatch):
    calls = threading.Event()
    connect = psycopg.AsyncConnection.connect

    async def away_once(*args, **kwargs):
        if not calls.is_set():
            calls.set()
            raise psycopg.OperationalError("away")
        return await connect(*args, **kwargs)

    monkeypatch.setattr(stream.psycopg.AsyncConnection, "connect", away_once)

    async def scene():
        page, task = await open_page("sitting:1")
        await until_heard(page, tell("sitting:1"))
        await leave(page, task)

    play(scene)
    assert calls.is_set()


def test_a_page_that_does_not_read_keeps_a_few_events_and_no_more():
    async def scene():
        hub = stream.Hub()
        queue = hub.join("sitting:1")
        for _ in range(100):
            hub.tell("sitting:1")
        assert queue.qsize() == queue.maxsize < 100
        hub.tell("nobody")
        hub.leave("sitting:1", queue)
        assert not hub.waiting
        hub.listening.cancel()

    play(scene)
