"""The worker: what it does, its pulses, and the jobs that a killed one leaves to the others."""

import asyncio
import contextlib
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import ConnectorException

from liamm.kernel.jobs import Pulse, worker
from liamm.kernel.jobs.worker import beating, take_back

pytestmark = pytest.mark.django_db(transaction=True)


def job_of_a_worker_last_seen(ago):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval) RETURNING id", [ago]
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args, status, worker_id)"
            " VALUES ('default', 'some.job', 0, '{}', 'doing', %s) RETURNING id",
            [worker],
        )
        return cursor.fetchone()[0]


async def look():
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        async with worker_app.open_async():
            return await take_back(worker_app.job_manager)


def test_only_the_jobs_of_the_dead_are_taken_back():
    left = job_of_a_worker_last_seen("1 minute")
    under_way = job_of_a_worker_last_seen("1 second")

    # in a thread of its own: tests in a browser leave a loop running in this one
    with ThreadPoolExecutor(1) as thread:
        assert thread.submit(lambda: asyncio.run(look())).result() == 1

    status = dict(ProcrastinateJob.objects.filter(pk__in=[left, under_way]).values_list("pk", "status"))
    assert status == {left: "todo", under_way: "doing"}


class TestBeating:
    @pytest.fixture
    def pulses(self, monkeypatch):
        made = {}
        monkeypatch.setattr(worker, "PULSES", made)

        def add(run, seconds=0.01):
            made[run.__name__] = Pulse(run.__name__, seconds, run)

        return add

    def test_every_pulse_beats_in_a_thread_of_its_own_until_the_end(self, pulses):
        beats, threads = {"one": 0, "two": 0}, set()
        both = threading.Event()

        def one():
            beats["one"] += 1

        def two():
            beats["two"] += 1
            threads.add(threading.current_thread().name)
            if min(beats.values()) > 2:
                both.set()

        pulses(one)
        pulses(two)
        with beating():
            assert both.wait(20)
        ended = dict(beats)
        assert threads == {"two"}
        time.sleep(0.1)
        assert beats == ended

    def test_one_that_fails_is_told_and_beats_again(self, pulses, caplog):
        again = threading.Event()
        calls = []

        def breaks():
            calls.append(1)
            if len(calls) > 1:
                again.set()
            raise ValueError("the server of mails is away")

        pulses(breaks)
        with beating():
            assert again.wait(20)
        assert "pulse breaks failed; it is tried again in 0.01 s" in caplog.text
        assert "the server of mails is away" in caplog.text

    def test_it_ends_what_it_began_even_when_the_worker_fails(self, pulses):
        def one():
            """Nothing to do."""

        pulses(one)
        with pytest.raises(RuntimeError, match="no database"), beating():
            raise RuntimeError("no database")
        assert "one" not in {thread.name for thread in threading.enumerate()}


def soon(seconds=20):
    return time.monotonic() + seconds


class TestWorking:
    def test_a_job_is_done_and_leaves_the_queue_and_those_of_the_dead_too(self, monkeypatch):
        monkeypatch.setattr(worker, "_HEARTBEAT", 0.1)
        job_of_a_worker_last_seen("1 minute")
        done = threading.Event()
        monkeypatch.setattr(app, "tasks", dict(app.tasks))
        app.task(name="tests.ring")(done.set).defer()

        async def work():
            working = asyncio.create_task(worker._work(1))
            deadline = soon()
            while not done.is_set() or await asyncio.to_thread(left) > 0:
                assert time.monotonic() < deadline
                assert not working.done(), working.exception()
                await asyncio.sleep(0.05)
            working.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await working

        def left():
            try:
                waiting = ProcrastinateJob.objects.filter(task_name="tests.ring").count()
                return waiting + ProcrastinateJob.objects.filter(task_name="some.job", status="doing").count()
            finally:
                connection.close()

        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(work())).result(60)
        assert done.is_set()
        assert ProcrastinateJob.objects.get(task_name="some.job").status != "doing"

    def test_a_database_that_is_away_is_asked_again(self, monkeypatch, caplog):
        monkeypatch.setattr(worker, "_HEARTBEAT", 0.01)
        asked, thrice = [], asyncio.Event()

        async def away(manager):
            asked.append(manager)
            if len(asked) > 2:
                thrice.set()
            raise ConnectorException("away")

        monkeypatch.setattr(worker, "take_back", away)

        async def help_a_little():
            helping = asyncio.create_task(worker._help_the_dead("the queue"))
            await thrice.wait()
            helping.cancel()

        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: asyncio.run(help_a_little())).result(20)
        assert asked[:3] == ["the queue"] * 3
        assert "could not be looked for" in caplog.text

    def test_the_worker_beats_while_it_works(self, monkeypatch):
        seen = []

        async def work(concurrency):
            seen.append((concurrency, "liamm-test-pulse" in {thread.name for thread in threading.enumerate()}))

        pulse = Pulse("liamm-test-pulse", 30, lambda: None)
        monkeypatch.setattr(worker, "PULSES", {"one": pulse})
        monkeypatch.setattr(worker, "_work", work)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: worker.run_worker(concurrency=3)).result(20)
        assert seen == [(3, True)]
