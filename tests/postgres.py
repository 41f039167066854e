"""One PostgreSQL for a whole run of the tests, shared by its parallel workers, quick because it may lose everything."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

from liamm.site.postgres.cluster import Cluster

VARIABLE = "LIAMM_TEST_DATABASE_URL"


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
    return cluster.url


def _end(owner: int, cluster: Cluster, folder: Path) -> None:
    """Stop it in the process that started it, not in a child that left by the same door."""
    if os.getpid() == owner:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
