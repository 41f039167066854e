"""Background work; the only place that knows the task queue (procrastinate, on the same PostgreSQL).

`@job` is deferred in the transaction of the act and leaves with its commit; `@every` follows a cron line;
`@pulse` is called by each worker every few seconds for what must happen soon and without queueing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, ParamSpec

from procrastinate.contrib.django import app

P = ParamSpec("P")


@dataclass(frozen=True, slots=True)
class Job(Generic[P]):
    """A function that may be called now, or later by the worker."""

    name: str
    run: Callable[P, None]
    task: Any

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> None:
        """Do it now."""
        self.run(*args, **kwargs)

    def later(self, **kwargs: object) -> None:
        """Ask the worker to do it once the running transaction is committed; arguments are JSON values."""
        self.task.defer(**kwargs)


@dataclass(frozen=True, slots=True)
class Pulse:
    """A function that each worker calls every `seconds`."""

    name: str
    seconds: float
    run: Callable[[], None]


PULSES: dict[str, Pulse] = {}
JOBS: dict[str, Job[...]] = {}


def job(name: str, *, retries: int = 5) -> Callable[[Callable[P, None]], Job[P]]:
    """Make a function a job called `name`; it is tried again up to `retries` times, later and later."""

    def register(function: Callable[P, None]) -> Job[P]:
        task = app.task(name=name, retry=retries)(function)
        made = Job(name, function, task)
        JOBS[name] = made
        return made

    return register


def every(cron: str, name: str) -> Callable[[Callable[[], None]], Job[[]]]:
    """Call a function at the times of a cron line (five fields, UTC), once for all workers."""

    def register(function: Callable[[], None]) -> Job[[]]:
        def at(timestamp: int) -> None:
            del timestamp
            function()

        task = app.periodic(cron=cron)(app.task(name=name, queueing_lock=name, pass_context=False)(at))
        made: Job[[]] = Job(name, function, task)
        JOBS[name] = made
        return made

    return register


def pulse(seconds: float) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Call a function every `seconds` in each worker; it must be short and safe to run twice at once."""

    def register(function: Callable[[], None]) -> Callable[[], None]:
        name = f"{function.__module__}.{function.__qualname__}"
        PULSES[name] = Pulse(name, seconds, function)
        return function

    return register
