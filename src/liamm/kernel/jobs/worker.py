"""The worker process: jobs from the queue, and the pulses in threads of their own."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import close_old_connections
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from procrastinate.manager import JobManager

from liamm.kernel.jobs import PULSES, Pulse

log = logging.getLogger("liamm.worker")

_HEARTBEAT = 5.0
_SILENCE = 20.0


def run_worker(*, concurrency: int = 2) -> None:
    """Work until stopped (SIGINT or SIGTERM finish the jobs under way)."""
    with beating():
        asyncio.run(_work(concurrency))


async def _work(concurrency: int) -> None:
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # the Django connector has it
    with app.replace_connector(connector) as worker_app:
        async with worker_app.open_async():
            helping = asyncio.create_task(_help_the_dead(worker_app.job_manager))
            try:
                await worker_app.run_worker_async(
                    concurrency=concurrency,
                    delete_jobs="successful",
                    update_heartbeat_interval=_HEARTBEAT,
                    stalled_worker_timeout=_SILENCE,
                )
            finally:
                helping.cancel()


async def _help_the_dead(manager: JobManager) -> None:
    while True:
        await asyncio.sleep(_HEARTBEAT)
        try:
            await take_back(manager)
        except ConnectorException:
            log.exception("abandoned jobs could not be looked for; it is tried again in %s s", _HEARTBEAT)


async def take_back(manager: JobManager) -> int:
    """Put back in the queue the jobs of workers that were killed; returns how many."""
    abandoned = list(await manager.get_stalled_jobs(seconds_since_heartbeat=_SILENCE))
    for job in abandoned:
        log.warning("job %s (%s) was left by a worker that died; it is done again", job.id, job.task_name)
        await manager.retry_job(job)
    return len(abandoned)


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
