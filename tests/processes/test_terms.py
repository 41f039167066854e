"""The worker is killed while terms pass: options, offers, questions and rooms where nobody came, each once."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable

import psycopg
import pytest

from tests.processes.house import House, until
from tests.processes.lines import told
from tests.processes.test_bursts import all_left, chain_holds, mails, number, rows

pytestmark = [pytest.mark.process, pytest.mark.race]
EACH = 20
KILLS = 4
PASSED = ("option_lapsed", "waiting_ended", "room_offered", "place_answered", "booking_released")
_DONE = "SELECT count(*) FROM ledger_entry WHERE kind IN ('booking." + "', 'booking.".join(PASSED) + "')"


def let_pass(house: House) -> dict[str, list[str]]:
    """Make it all due, from a process that knows Django; who will be written to, by the kind of letter."""
    found: dict[str, list[str]] = told(house, "terms", f"let_pass({EACH})", timeout=240)
    return found


def kill_worker(house: House) -> None:
    """Kill it; what it was doing is taken back at once instead of after its silence."""
    until(lambda: house.child("worker"))
    worker = house.child("worker")
    assert worker is not None
    worker.kill()
    worker.wait(10)
    with house.database() as connection:
        for (job,) in connection.execute("SELECT id FROM procrastinate_jobs WHERE status = 'doing'").fetchall():
            try:
                connection.execute("UPDATE procrastinate_jobs SET status = 'todo' WHERE id = %s", [job])
            except psycopg.errors.UniqueViolation:  # its hour has come again: another of them waits
                continue


def kill_in_the_middle(house: House, whole: int) -> list[int]:
    """Kill the worker each time that some more of it is done; how much was done at each kill."""
    killed: list[int] = []
    deadline = time.monotonic() + 300
    while (done := number(house, _DONE)) < whole:
        assert time.monotonic() < deadline, f"{done} of {whole} done"
        step = (killed[-1] if killed else 0) + whole // (KILLS + 2)
        if len(killed) < KILLS and done >= step:
            kill_worker(house)
            killed.append(done)
        time.sleep(0.01)
    return killed


def test_killing_the_worker_while_terms_pass_loses_and_doubles_nothing(open_house: Callable[..., House]) -> None:
    house = open_house()
    worker = house.child("worker")
    assert worker is not None
    worker.suspend()
    told = let_pass(house)
    released = len(told["booking.released"])
    worker.resume()

    killed = kill_in_the_middle(house, 5 * EACH + released)

    assert len(killed) == KILLS, "it was killed with some of it done, and some not"
    states = "SELECT state, count(*) FROM booking_booking GROUP BY state"
    # the next ones in line hold what they are offered, the guests stay
    found = {"lapsed": 2 * EACH, "option": EACH, "confirmed": EACH, "released": released}
    assert {state: int(many) for state, many in rows(house, states)} == found
    waiting = rows(house, "SELECT state, count(*) FROM booking_waiting GROUP BY state")
    assert {state: int(many) for state, many in waiting} == {"passed": EACH, "offered": EACH}
    assert rows(house, "SELECT DISTINCT state FROM booking_displacement") == [("kept",)]
    assert number(house, "SELECT count(*) FROM booking_occupation WHERE displacement_id IS NOT NULL") == 0
    assert number(house, "SELECT count(*) FROM booking_occupation WHERE living") == 2 * EACH
    wanted = dict(zip(PASSED, (2 * EACH, EACH, EACH, EACH, released), strict=True))
    for fact, many in wanted.items():
        asked = f"SELECT count(*), count(DISTINCT subject_id) FROM ledger_entry WHERE kind = 'booking.{fact}'"
        assert rows(house, asked) == [(str(many), str(many))], fact

    letters = rows(house, "SELECT kind, address, count(*) FROM post_message WHERE kind LIKE 'booking.%' GROUP BY 1, 2")
    assert {(kind, address): many for kind, address, many in letters} == {
        (kind, address): "1" for kind, addresses in told.items() for address in addresses
    }
    until(lambda: all_left(house), 240)
    arrived = mails(house)
    sent = rows(house, "SELECT address, message_id, attempts FROM post_message")
    assert set(arrived) == {(address, key) for address, key, _tries in sent}
    attempts = Counter({(address, key): int(tries) for address, key, tries in sent})
    copied = {letter: copies for letter, copies in arrived.items() if copies > 1}
    assert all(copies <= attempts[letter] for letter, copies in copied.items()), "a copy was in flight at a kill"
    assert sum(copies - 1 for copies in copied.values()) <= KILLS
    assert chain_holds(house)
