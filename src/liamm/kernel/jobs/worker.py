"""The worker process: jobs from the queue, and the pulses in threads of their own."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import close_old_connections
from procrastinate.contrib.django import app

from liamm.kernel.jobs import PULSES, Pulse

log = logging.getLogger("liamm.worker")


def run_worker(*, concurrency: int = 2) -> None:
    """Work until stopped (SIGINT or SIGTERM finish the jobs under way)."""
    with beating():
        asyncio.run(_work(concurrency))


async def _work(concurrency: int) -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # the Django connector has it
    with app.replace_connector(connector) as worker_app:
        async with worker_app.open_async():
            await worker_app.run_worker_async(concurrency=concurrency, delete_jobs="successful")


@contextmanager
def beating() -> Iterator[None]:
    """Call every pulse at its rhythm as long as the block runs."""
    stop = threading.Event()
    threads = [threading.Thread(target=_beat, args=(pulse, stop), name=pulse.name) for pulse in PULSES.values()]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def _beat(pulse: Pulse, stop: threading.Event) -> None:
    while not stop.wait(pulse.seconds):
        try:
            pulse.run()
        except Exception:
            log.exception("pulse %s failed; it is tried again in %s s", pulse.name, pulse.seconds)
        finally:
            close_old_connections()
