"""`kill -9` of any process: what was acknowledged is kept, and the house mends itself."""

from __future__ import annotations

import itertools
import os
import signal
import threading
from collections.abc import Callable
from typing import Self

import psutil
import psycopg
import pytest

from tests.processes.house import House, until

pytestmark = pytest.mark.process

Open = Callable[..., House]


class Writer:
    """Writes numbers one after the other and remembers those that PostgreSQL acknowledged."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.acknowledged: set[int] = set()
        self.stopping = threading.Event()
        with house.database() as connection:
            connection.execute("DROP TABLE IF EXISTS kept")
            connection.execute("CREATE TABLE kept (n int PRIMARY KEY)")
        self.thread = threading.Thread(target=self._write)

    def _write(self) -> None:
        numbers = itertools.count()
        while not self.stopping.is_set():
            try:
                with self.house.database() as connection:
                    for number in numbers:
                        connection.execute("INSERT INTO kept VALUES (%s)", [number])
                        self.acknowledged.add(number)
                        if self.stopping.is_set():
                            return
            except (psycopg.Error, AssertionError):
                self.stopping.wait(0.1)

    def __enter__(self) -> Self:
        self.thread.start()
        until(self.has_written)
        return self

    def has_written(self) -> bool:
        return len(self.acknowledged) > 50

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.thread.join()

    def found(self, house: House) -> set[int]:
        until(house.lets_in)
        with house.database() as connection:
            return {int(str(row[0])) for row in connection.execute("SELECT n FROM kept")}


@pytest.mark.parametrize("verb", ["web", "worker", "mailbox"])
def test_a_killed_process_is_started_again_at_the_same_door(house: House, verb: str) -> None:
    for _ in range(2):
        before = house.child(verb)
        assert before is not None
        before.kill()
        until(lambda before=before: (now := house.child(verb)) is not None and now.pid != before.pid)
    until(house.answers)
    assert "stopped by itself (signal SIGKILL) and is started again." in house.text


def test_a_request_made_while_the_pages_restart_is_answered(house: House) -> None:
    web = house.child("web")
    assert web is not None
    web.kill()
    web.wait(5)
    assert house.answers(patience=90), "the door stays open between two web processes"


def test_killing_a_session_of_the_database_loses_nothing(house: House) -> None:
    with Writer(house) as writer:
        with house.database() as connection:
            row = connection.execute(
                "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
            ).fetchone()
        assert row is not None
        os.kill(int(str(row[0])), signal.SIGKILL)
        until(house.answers)
    assert writer.acknowledged <= writer.found(house)
    until(house.is_whole)


def test_killing_the_database_loses_nothing(house: House) -> None:
    with Writer(house) as writer:
        before = house.child("postgres")
        assert before is not None
        before.kill()
        until(lambda: (now := house.child("postgres")) is not None and now.pid != before.pid)
        until(house.answers)
    assert writer.acknowledged <= writer.found(house)
    until(house.is_whole)


def test_killing_the_parent_ends_all_and_loses_nothing(open_house: Open) -> None:
    house = open_house()
    with Writer(house) as writer:
        family = house.family()
        assert house.process is not None
        house.process.kill()
        house.process.wait()
        gone, alive = psutil.wait_procs(family, timeout=20)
        assert gone
        assert not alive

    again = open_house(LIAMM_PORT=str(house.port))

    assert again.address.endswith(f":{house.port}")
    assert again.answers()
    assert writer.acknowledged <= writer.found(again)


def test_killing_everything_at_once_loses_nothing(open_house: Open) -> None:
    """As a power cut that leaves the disk: no process gets to tidy up."""
    house = open_house()
    with Writer(house) as writer:
        family = house.family()
        for process in family:
            process.suspend()
        for process in family:
            process.kill()
        assert house.process is not None
        house.process.wait()
        assert (house.var / "postgres" / "postmaster.pid").exists()

    again = open_house()

    assert again.answers()
    assert writer.acknowledged <= writer.found(again)
