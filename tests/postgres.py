"""One PostgreSQL for a whole run of the tests, shared by its parallel workers, quick because it may lose everything."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from django.db import connection

from liamm.site.postgres.cluster import Cluster

VARIABLE = "LIAMM_TEST_DATABASE_URL"
OURS = "LIAMM_TEST_DATABASE_IS_OURS"
MODEL = "model_of_the_tests"
_UNFINISHED = "unfinished_model"
_LOCK = 0x11A34  # any number will do, as long as nothing else asks PostgreSQL for the same one


def start_test_postgres() -> str:
    """Its address: the one that is set, or that of a server started now, which ends with this process.

    The first caller leaves the address in the environment, where the workers it starts find it.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return given
    folder = Path(tempfile.mkdtemp(prefix="liamm-tests-"))
    cluster = Cluster(folder / "postgres", folder / "postgres.log", careless=True)
    atexit.register(_end, os.getpid(), cluster, folder)
    cluster.create()
    cluster.start()
    os.environ[VARIABLE] = cluster.url
    os.environ[OURS] = "1"
    return cluster.url


def _end(owner: int, cluster: Cluster, folder: Path) -> None:
    """Stop it in the process that started it, not in a child that left by the same door."""
    if os.getpid() == owner:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)


def model_database(fill: Callable[[], None]) -> str | None:
    """The database that every worker copies, filled by the first that asks while the others wait.

    There is none on a server that outlives the run: what was filled from older sources would be believed.
    """
    if OURS not in os.environ:
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
