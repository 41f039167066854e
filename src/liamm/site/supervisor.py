"""Keeps the processes of one house alive, and ends them together."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType

from liamm.kernel.env import ConfigurationError

_TICK = 0.1
_FIRST_PAUSE = 0.25
_LONGEST_PAUSE = 30.0
_GOOD_LIFE = 60.0
_GRACE = 15.0
_INSISTING = 1.0

Say = Callable[[str], None]
Process = subprocess.Popen[bytes]


@dataclass
class Child:
    """One process to keep: how to start it, how to ask it to stop, and what became of it.

    Children of a higher stage lean on those of a lower one, and are stopped before them.
    """

    name: str
    start: Callable[[], Process]
    stage: int = 1
    stop_signal: int = signal.SIGTERM
    process: Process | None = None
    born: float = 0.0
    early_deaths: int = 0
    due: float = 0.0

    def launch(self) -> None:
        """Start it now."""
        self.process = self.start()
        self.born = time.monotonic()

    def bury(self) -> str | None:
        """Why it has just died, if it has; the next start is due after a pause that grows with each early death."""
        if self.process is None or (code := self.process.poll()) is None:
            return None
        self.process = None
        self.delay()
        return _reason(code)

    def delay(self) -> None:
        """Put the next start off, longer each time it failed soon after the last one."""
        now = time.monotonic()
        self.early_deaths = 1 if now - self.born > _GOOD_LIFE else self.early_deaths + 1
        self.due = now + min(_FIRST_PAUSE * 2 ** (self.early_deaths - 1), _LONGEST_PAUSE)


@dataclass
class Supervisor:
    """The children of one house, in the order of their start."""

    say: Say
    children: list[Child] = field(default_factory=list)
    stopping: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def on_signals(self) -> Iterator[None]:
        """Ctrl-C, a polite kill and a closed terminal all ask us to stop; asked again a while later, children are cut.

        A terminal that closes sends several signals at once: they are one request.
        """
        asked: list[float] = []

        def ask(signum: int, frame: FrameType | None) -> None:
            del signum, frame
            asked.append(time.monotonic())
            self.stopping.set()
            if asked[-1] - asked[0] > _INSISTING:
                self.cut()

        signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
        before = [signal.signal(signum, ask) for signum in signals]
        try:
            yield
        finally:
            for signum, handler in zip(signals, before, strict=True):
                signal.signal(signum, handler)

    def add(self, child: Child) -> None:
        """Start a child and keep it alive from now on."""
        self.children.append(child)
        child.launch()

    def tick(self) -> None:
        """Bury who died, start again who is due, and wait a moment."""
        for child in self.children:
            reason = child.bury()
            if reason is not None:
                self.say(f"{child.name} stopped by itself ({reason}) and is started again.")
            if child.process is None and time.monotonic() >= child.due and not self.stopping.is_set():
                self._launch_again(child)
        self.stopping.wait(_TICK)

    def _launch_again(self, child: Child) -> None:
        try:
            child.launch()
        except ConfigurationError as error:
            self.say(str(error))
            child.delay()

    def watch(self) -> None:
        """Keep everything alive until asked to stop."""
        while not self.stopping.is_set():
            self.tick()

    def do(self, start: Callable[[], Process]) -> int:
        """Run what ends by itself, while the others are kept alive; its exit code (1 when we were asked to stop)."""
        process = start()
        while process.poll() is None:
            self.tick()
            if self.stopping.is_set():
                _end([(process, signal.SIGTERM)], self.say)
                return 1
        return process.returncode

    def stop(self) -> None:
        """Ask every child to finish what it has under way, stage by stage, and wait for it."""
        self.stopping.set()
        for stage in sorted({child.stage for child in self.children}, reverse=True):
            living = [child for child in self.children if child.stage == stage]
            _end([(child.process, child.stop_signal) for child in living if child.process is not None], self.say)

    def cut(self) -> None:
        """Kill the children of the upper stages: the database is never cut, it stops fast by itself."""
        for child in self.children:
            if child.process is not None and child.stage > 0:
                child.process.kill()


def _end(processes: list[tuple[Process, int]], say: Say) -> None:
    for process, stop_signal in processes:
        process.send_signal(stop_signal)
    deadline = time.monotonic() + _GRACE
    for process, _ in processes:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"Process {process.pid} did not finish in {_GRACE:.0f} s and is cut.")
            process.kill()
            process.wait()


def _reason(code: int) -> str:
    if code >= 0:
        return f"code {code}"
    return f"signal {signal.Signals(-code).name}"
