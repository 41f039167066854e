"""`liamm run` opens everything, closes everything, and says in one sentence why it cannot."""

from __future__ import annotations

import re
import signal
import smtplib
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from liamm.site.postgres.cluster import Cluster
from tests.processes.house import ROOT, House, free_port, until

pytestmark = pytest.mark.process

Open = Callable[..., House]


def liamm(house_environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "liamm", *words],
        cwd=ROOT,
        env=house_environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("signum", [signal.SIGINT, signal.SIGTERM])
def test_it_leaves_nothing_behind(open_house: Open, signum: int) -> None:
    house = open_house()
    assert house.answers()
    family = house.family()
    assert len(family) > 4

    assert house.stop(signum) == 0

    assert not [process for process in family if process.is_running()]
    assert not (house.var / "postgres" / "postmaster.pid").exists()
    assert "Traceback" not in house.text


def test_it_opens_again_with_what_was_kept(open_house: Open) -> None:
    house = open_house()
    with house.database() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    house.stop()

    again = open_house()

    with again.database() as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_a_second_house_on_the_same_folder_is_refused_in_a_sentence(house: House) -> None:

    second = liamm(house.environment, "run")

    assert second.returncode == 1
    assert "already runs" in second.stderr
    assert house.address in second.stderr
    assert second.stderr.count("\n") == 1
    assert house.answers()


def test_several_web_processes_answer_at_one_door_and_come_back(open_house: Open) -> None:
    house = open_house(LIAMM_WEB_PROCESSES="2")

    def webs() -> list[psutil.Process]:
        return [one for one in house.family() if one.is_running() and "web" in one.cmdline()]

    until(lambda: len(webs()) == 2, 60)
    kept, lost = sorted(webs(), key=psutil.Process.create_time)
    lost.kill()
    lost.wait(10)
    assert all(house.answers() for _ in range(10))
    assert kept.is_running()
    until(lambda: len(webs()) == 2, 60)
    both = webs()
    assert house.stop(signal.SIGTERM) == 0
    assert not [one for one in both if one.is_running()]


def test_answers_to_letters_have_a_door(open_house: Open) -> None:
    port = free_port()
    open_house(LIAMM_LETTERBOX_PORT=str(port))
    with smtplib.SMTP("127.0.0.1", port) as client, pytest.raises(smtplib.SMTPRecipientsRefused) as refused:
        client.sendmail("anne@exemple.example", ["reponse+nobody@ti-lab.example"], b"Bonjour\r\n")
    assert [code for code, _ in refused.value.recipients.values()] == [550]


def test_other_commands_use_the_running_database(house: House) -> None:
    done = liamm(house.environment, "migrate")
    assert done.returncode == 0, done.stderr
    assert house.answers()


def test_a_demonstration_fills_the_empty_database(open_house: Open) -> None:
    house = open_house()
    house.stop()
    (house.var / "migrated").unlink()

    again = open_house(LIAMM_DEMO="1")

    with again.database() as connection:
        (people,) = connection.execute("SELECT count(*) FROM accounts_person").fetchone() or (0,)
    assert int(str(people)) > 0
    done = liamm(again.environment, "demo")
    assert done.returncode == 1
    assert "Use an empty database" in done.stderr


def test_a_busy_port_is_left_to_its_owner(open_house: Open) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        busy = door.getsockname()[1]
        house = open_house(LIAMM_PORT=str(busy))
        assert house.address != f"http://127.0.0.1:{busy}"
        assert house.answers()


def test_another_postgresql_is_used_when_one_is_set(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path / "elsewhere", tmp_path / "elsewhere.log", careless=True)
    cluster.create()
    cluster.start()
    house = House(tmp_path / "var", LIAMM_DATABASE_URL=cluster.url)
    try:
        house.start()
        assert house.answers()
        assert house.child("postgres") is None
        assert not (house.var / "postgres").exists()
        house.stop()
        assert cluster.process is not None
        assert cluster.process.poll() is None, "it is not ours to stop"
    finally:
        house.end()
        cluster.stop()


def test_a_long_path_is_no_obstacle(tmp_path: Path) -> None:
    house = House(tmp_path / ("long" * 30) / "var")
    try:
        house.start()
        assert house.answers()
    finally:
        house.end()


def test_a_pid_that_came_back_as_another_program_is_not_believed(open_house: Open) -> None:
    house = open_house()
    house.stop()
    (house.var / "postgres" / "postmaster.pid").write_text(f"{psutil.Process().pid}\n/elsewhere\n0\n5432\n/tmp\n")

    assert open_house().answers()


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("LIAMM_PORT", "eighty", "LIAMM_PORT is « eighty »; write a whole number"),
        ("LIAMM_DATABASE_URL", "postgresql://127.0.0.1:1/none", "Check LIAMM_DATABASE_URL"),
        ("LIAMM_DEMO", "perhaps", "LIAMM_DEMO is « perhaps »; write 1 or 0."),
        ("LIAMM_HOST", "203.0.113.7", "Set LIAMM_HOST"),
        ("LIAMM_SECRET_KEY_FILE", "/nowhere", "LIAMM_SECRET_KEY_FILE names /nowhere"),
    ],
)
def test_a_wrong_setting_is_one_sentence_with_its_mend(tmp_path: Path, name: str, value: str, mend: str) -> None:
    house = House(tmp_path / "var", LIAMM_PORT=str(free_port()))
    done = liamm(house.environment | {name: value}, "run")
    assert done.returncode == 1
    assert mend in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_of_another_version_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "var" / "postgres"
    data.mkdir(parents=True)
    (data / "PG_VERSION").write_text("16\n")
    done = liamm(House(tmp_path / "var").environment, "migrate")
    assert done.returncode == 1
    assert re.search(r"written by PostgreSQL 16 and this one is 18", done.stderr)


def test_a_creation_that_was_interrupted_starts_over(tmp_path: Path) -> None:
    half = tmp_path / "var" / "postgres.new"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    house = House(tmp_path / "var")
    try:
        house.start()
        until(house.answers)
        assert not half.exists()
    finally:
        house.end()
