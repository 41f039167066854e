"""One PostgreSQL for a whole run of the tests, shared by its parallel workers, quick because it may lose everything."""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from django.db import connection

from liamm.site.postgres.cluster import Cluster

VARIABLE = "LIAMM_TEST_DATABASE_URL"
OURS = "LIAMM_TEST_DATABASE_IS_OURS"
MODEL = "model_of_the_tests"
_UNFINISHED = "unfinished_model"
_LOCK = 0x11A34  # any number will do, as long as nothing else asks PostgreSQL for the same one
_ROOT = Path(__file__).resolve().parent.parent
_KEPT = _ROOT / ".venv" / "model"
_FILLED_FROM = (
    "src/liamm/**/migrations/*.py",
    "src/liamm/features/charter/**/*.py",
    "src/liamm/features/territories/**/*",
    "src/liamm/kernel/ledger/*.py",
    "src/liamm/site/settings/*.py",
    "src/liamm/site/postgres/*.py",
    "charters/**/*",
    "requirements/*.txt",
    "conftest.py",
    "tests/postgres.py",
)
"""What a filled database is made of, beside the day on which it was."""


def start_test_postgres() -> str:
    """Its address: the one that is set, or that of a server started now, which ends with this process.

    The first caller leaves the address in the environment, where the workers it starts find it.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return given
    folder = Path(tempfile.mkdtemp(prefix="liamm-tests-"))
    cluster = Cluster(folder / "postgres", folder / "postgres.log", careless=True)
    kept = _KEPT / _name_of_model()
    atexit.register(_end, os.getpid(), cluster, folder, kept)
    if kept.exists():
        shutil.copytree(kept, cluster.data)
    cluster.create()
    cluster.start()
    os.environ[VARIABLE] = cluster.url
    os.environ[OURS] = "1"
    return cluster.url


def is_ours() -> bool:
    """Whether the server is one that was started for this run, where all is allowed."""
    return OURS in os.environ


def _name_of_model() -> str:
    """A name that another model has as soon as anything changes of what it is filled from."""
    sum_of = hashlib.sha256(f"{datetime.now(UTC):%Y-%m-%d} {sys.version}".encode())
    for pattern in _FILLED_FROM:
        for path in sorted(_ROOT.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts and "tests" not in path.relative_to(_ROOT).parts[1:]:
                sum_of.update(f"{path.relative_to(_ROOT)}\0".encode() + path.read_bytes())
    return sum_of.hexdigest()[:16]


def _end(owner: int, cluster: Cluster, folder: Path, kept: Path) -> None:
    """Stop it in the process that started it, not in a child that left by the same door; the model is kept."""
    if os.getpid() != owner:
        return
    filled = not kept.exists() and _is_filled(cluster)
    cluster.stop()
    if filled:
        _keep(cluster, folder, kept)
    shutil.rmtree(folder, ignore_errors=True)


def _is_filled(cluster: Cluster) -> bool:
    with suppress(psycopg.Error), psycopg.connect(cluster.url, autocommit=True) as server:
        names = [name for (name,) in server.execute("SELECT datname FROM pg_database")]
        for name in names:
            if name.startswith("test_"):
                server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        return MODEL in names
    return False


def _keep(cluster: Cluster, folder: Path, kept: Path) -> None:
    """In one move, in place of those of other sources; who stops in the middle leaves none."""
    shutil.rmtree(_KEPT, ignore_errors=True)
    ready = _KEPT / f"{folder.name}.new"
    with suppress(OSError):  # another run kept its own meanwhile
        shutil.copytree(cluster.data, ready)
        ready.rename(kept)


def model_database(fill: Callable[[], None]) -> str | None:
    """The database that every worker copies, filled by the first that asks while the others wait.

    There is none on a server that is not ours: what was filled there from older sources would be believed.
    """
    if not is_ours():
        return None
    with psycopg.connect(os.environ[VARIABLE], autocommit=True) as server:
        server.execute("SELECT pg_advisory_lock(%s)", [_LOCK])  # let go with this session
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [MODEL]).fetchone():
            server.execute(f"DROP DATABASE IF EXISTS {_UNFINISHED}")
            server.execute(f"CREATE DATABASE {_UNFINISHED}")
            with _connected_to(_UNFINISHED):
                fill()
            server.execute(f"ALTER DATABASE {_UNFINISHED} RENAME TO {MODEL}")
    return MODEL


@contextmanager
def _connected_to(name: str) -> Iterator[None]:
    """Let Django work in another database, and leave no session there."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual
