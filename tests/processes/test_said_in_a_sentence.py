"""Each wrong setting and each house that is not ready is one sentence with its mend, by the command itself."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from liamm.site.postgres.cluster import Cluster
from tests.processes.house import ROOT

pytestmark = pytest.mark.process


def liamm(var: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LIAMM_")}
    return subprocess.run(
        [sys.executable, "-m", "liamm", *words],
        cwd=ROOT,
        env=clean | {"LIAMM_VAR": str(var)} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("words", "environment", "said"),
    [
        ("check", {"LIAMM_LOG_LEVEL": "LOUD"}, "write DEBUG, INFO, WARNING, ERROR or CRITICAL"),
        ("check", {"LIAMM_PORT": "99999"}, "from 0 to 65535"),
        ("run", {"LIAMM_PORT": "99999"}, "from 0 to 65535"),
        ("check", {"LIAMM_PUBLIC_URL": "foo"}, "LIAMM_PUBLIC_URL is « foo »; write the whole address"),
        ("check", {"LIAMM_LAB": "ti-lub"}, "There are: fabrique-des-causses, ti-lab. Did you mean « ti-lab »?"),
        ("run", {"LIAMM_VAR": "/proc/foo"}, "Set LIAMM_VAR to a folder"),
        ("run", {"LIAMM_VAR": "/etc/passwd"}, "Set LIAMM_VAR to a folder"),
        ("migrate", {"LIAMM_VAR": "/proc/foo"}, "Set LIAMM_VAR to a folder"),
        ("createadmin a@exemple.example", {"LIAMM_VAR": "/etc/passwd"}, "Set LIAMM_VAR to a folder"),
    ],
)
def test_a_setting_that_cannot_be_used(tmp_path: Path, words: str, environment: dict[str, str], said: str) -> None:
    done = liamm(tmp_path / "var", *words.split(), **environment)
    assert done.returncode == 1
    assert said in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert not (tmp_path / "var").exists()


def test_to_check_is_to_look(tmp_path: Path) -> None:
    done = liamm(tmp_path / "var", "check", LIAMM_PROT="8001")
    assert done.returncode == 1
    assert "LIAMM_PROT is set and nothing reads it. Did you mean LIAMM_PORT?" in done.stdout
    assert "There is no database in" in done.stdout
    assert "disk      " in done.stdout
    assert "relation" not in done.stdout + done.stderr
    assert not (tmp_path / "var").exists()


def test_a_dead_database_does_not_stop_the_rest(tmp_path: Path) -> None:
    done = liamm(tmp_path / "var", "check", LIAMM_DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    assert done.returncode == 1
    assert "The database does not answer" in done.stdout
    assert "jobs      This is kept in the database, which comes first." in done.stdout
    assert "disk      " in done.stdout


def test_a_demonstration_open_to_all_is_said(tmp_path: Path) -> None:
    done = liamm(tmp_path / "var", "check", LIAMM_DEMO="1", LIAMM_HOST="0.0.0.0")
    assert "openness  LIAMM_DEMO=1 lets anyone who reaches this address become administrator" in done.stdout


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A server on a path longer than a socket may be."""
    folder = tmp_path_factory.mktemp("long") / ("x" * 110)
    one = Cluster(folder / "postgres", folder / "log" / "postgres.log", careless=True)
    one.create()
    one.start()
    yield one
    one.stop()


@pytest.mark.parametrize("words", [("demo",), ("createadmin", "a@exemple.example"), ("verify-ledger",)])
def test_a_database_that_was_not_migrated(server: Cluster, words: tuple[str, ...]) -> None:
    done = liamm(server.data.parent, *words)  # found running, by the same short socket
    assert done.returncode == 1
    assert "liamm migrate" in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr


def test_and_check_says_no_word_of_sql(server: Cluster) -> None:
    done = liamm(server.data.parent, "check")
    assert "The database is not at this version of Liamm. Run `liamm migrate`." in done.stdout
    assert "relation" not in done.stdout


@pytest.mark.parametrize("verb", ["check", "run", "migrate"])
def test_a_database_that_lacks_letters(server: Cluster, tmp_path: Path, verb: str) -> None:
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("DROP DATABASE IF EXISTS latin")
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    url = server.url.replace("/liamm?", "/latin?")
    done = liamm(tmp_path / "var", verb, LIAMM_DATABASE_URL=url, LIAMM_PORT="0")
    assert done.returncode == 1
    assert "keeps its texts in LATIN1" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
