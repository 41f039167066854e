"""Which PostgreSQL we use: the one of `LIAMM_DATABASE_URL`, or the one that comes with Liamm."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liamm.site import options
from liamm.site.lock import AlreadyRunningError, HouseLock
from liamm.site.postgres import leftover
from liamm.site.postgres.cluster import Cluster

_PATIENCE = 30.0


def embedded() -> Cluster | None:
    """The PostgreSQL that comes with Liamm, or None when another one is set."""
    if options.database_url():
        return None
    return Cluster(options.VAR / "postgres", options.VAR / "log" / "postgres.log")


@contextmanager
def at_hand(cluster: Cluster | None) -> Iterator[None]:
    """Have the database answer as long as the block runs: the running one if there is one, else one started for it."""
    if cluster is None or _runs(cluster.data):
        yield
        return
    try:
        with HouseLock(options.VAR).held():
            cluster.create()
            cluster.start()
            try:
                yield
            finally:
                cluster.stop()
    except AlreadyRunningError:
        if not _comes_up(cluster.data):
            raise
        yield


def _runs(data: Path) -> bool:
    server = leftover.running(data)
    return server is not None and server.ready


def _comes_up(data: Path) -> bool:
    """Whether the server that another process is starting answers soon."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if _runs(data):
            return True
        time.sleep(0.1)
    return False
