"""The supervisor: who dies is started again, later and later; who will not stop is cut."""

import os
import signal
import subprocess
import sys
import time

import pytest

from liamm.kernel.env import ConfigurationError
from liamm.site import supervisor as module
from liamm.site.supervisor import Child, Supervisor


def python(code):
    return lambda: subprocess.Popen([sys.executable, "-c", code], start_new_session=True)


STAYS = python("import signal, time; signal.signal(signal.SIGINT, signal.SIG_DFL); time.sleep(60)")
"""Heeds Ctrl-C also where the tests were started in the background, which deafens whoever inherits it."""
STUBBORN = python(
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
)


@pytest.fixture
def house(monkeypatch):
    monkeypatch.setattr(module, "_TICK", 0.01)
    monkeypatch.setattr(module, "_FIRST_PAUSE", 0.01)
    said = []
    made = Supervisor(said.append)
    made.said = said
    yield made
    made.cut()
    for child in made.children:
        if child.process is not None:
            child.process.kill()
            child.process.wait()


def tick_until(house, holds):
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline
        house.tick()


def test_who_dies_is_started_again(house):
    child = Child("It", STAYS)
    house.add(child)
    first = child.process.pid
    os.kill(first, signal.SIGKILL)
    tick_until(house, lambda: child.process is not None and child.process.pid != first)
    assert house.said == ["It stopped by itself (signal SIGKILL) and is started again."]


def test_it_waits_longer_after_each_early_death_and_forgives_a_good_life(house):
    child = Child("It", python("raise SystemExit(3)"))
    house.add(child)
    tick_until(house, lambda: child.early_deaths == 3)
    assert "It stopped by itself (code 3) and is started again." in house.said
    child.born = time.monotonic() - 3600
    child.delay()
    assert child.early_deaths == 1


def test_the_pause_has_a_limit(house):
    child = Child("It", STAYS, early_deaths=40, born=time.monotonic())
    child.delay()
    assert child.due - time.monotonic() <= module._LONGEST_PAUSE


def test_a_start_that_fails_is_said_and_tried_again(house):
    tries = []

    def start():
        tries.append(True)
        if len(tries) == 2:
            raise ConfigurationError("The disk is full.")
        return STAYS()

    child = Child("It", start)
    house.add(child)
    child.process.kill()
    tick_until(house, lambda: len(tries) == 3)
    assert "The disk is full." in house.said


def test_what_ends_by_itself_gives_its_code(house):
    assert house.do(python("raise SystemExit(4)")) == 4


def test_asked_to_stop_it_does_not_wait_for_what_is_under_way(house):
    house.stopping.set()
    assert house.do(STAYS) == 1


def test_stages_stop_from_the_top_and_the_stubborn_are_cut(house, monkeypatch):
    monkeypatch.setattr(module, "_GRACE", 2)  # time enough for the willing, also on a busy machine
    below = Child("Below", STAYS, stage=0, stop_signal=signal.SIGINT)
    above = Child("Above", STUBBORN)
    house.add(below)
    house.add(above)
    time.sleep(0.3)  # until it ignores the signal
    house.stop()
    assert below.process.returncode == -signal.SIGINT
    assert above.process.returncode in (-signal.SIGKILL, -signal.SIGTERM)


def test_a_signal_asks_once_and_cuts_when_it_insists(house, monkeypatch):
    child = Child("It", STAYS)
    house.add(child)
    with house.on_signals():
        os.kill(os.getpid(), signal.SIGHUP)
        os.kill(os.getpid(), signal.SIGTERM)
        assert house.stopping.is_set()
        assert child.process.poll() is None
        monkeypatch.setattr(module, "_INSISTING", 0.0)
        os.kill(os.getpid(), signal.SIGINT)
        assert child.process.wait(5) == -signal.SIGKILL
    house.watch()
