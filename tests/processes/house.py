"""A house of its own for a test: `liamm run` on a folder and ports that nobody else uses."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg

from liamm.site.postgres import leftover

ROOT = Path(__file__).resolve().parents[2]
_OPEN = re.compile(r"Liamm is open: (http://\S+)/")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def until(holds: Callable[[], object], seconds: float = 90.0) -> None:
    """Wait until something holds; say what did not."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"not within {seconds} s: {holds.__name__}"
        time.sleep(0.05)


class House:
    """One `liamm run` and what can be asked of it."""

    def __init__(self, var: Path, **environment: str) -> None:
        self.var = var
        self.port = free_port()
        self.environment = _clean_environment() | {"LIAMM_VAR": str(var), "LIAMM_PORT": str(self.port)} | environment
        self.said = var.parent / f"said-{uuid4().hex}.txt"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> House:
        """Start it and wait until it says that it is open."""
        self.said.parent.mkdir(parents=True, exist_ok=True)
        with self.said.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "liamm", "run"],
                cwd=ROOT,
                env=self.environment,
                stdout=said,
                stderr=said,
                start_new_session=True,
            )
        until(self.is_open, 300)
        return self

    def is_open(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.text
        return bool(_OPEN.search(self.text))

    @property
    def text(self) -> str:
        return self.said.read_text(encoding="utf-8") if self.said.exists() else ""

    @property
    def address(self) -> str:
        found = _OPEN.search(self.text)
        assert found, self.text
        return found.group(1)

    def is_whole(self) -> bool:
        """Whether every process is there and pages come back."""
        return self.answers() and all(self.child(verb) for verb in ("postgres", "web", "worker", "mailbox"))

    def answers(self, patience: float = 10) -> bool:
        """Whether a page that reads the database comes back."""
        try:
            with urllib.request.urlopen(f"{self.address}/sante/", timeout=patience) as response:
                return bool(response.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def child(self, verb: str) -> psutil.Process | None:
        """The living child that does this verb (`postgres` for the database)."""
        assert self.process is not None
        for process in psutil.Process(self.process.pid).children():
            try:
                words = process.cmdline()
            except psutil.NoSuchProcess:
                continue
            named = Path(words[0]).name if words else ""
            if process.status() != psutil.STATUS_ZOMBIE and (verb in words or named == verb):
                return process
        return None

    def family(self) -> list[psutil.Process]:
        assert self.process is not None
        parent = psutil.Process(self.process.pid)
        return [parent, *parent.children(recursive=True)]

    def lets_in(self) -> bool:
        """Whether the database takes sessions (while it mends itself it does not)."""
        try:
            self.database().close()
        except (psycopg.Error, AssertionError):
            return False
        return True

    def database(self) -> psycopg.Connection[tuple[object, ...]]:
        server = leftover.running(self.var / "postgres")
        assert server is not None
        return psycopg.connect(server.url, autocommit=True, connect_timeout=5)

    def stop(self, signum: int = signal.SIGINT) -> int:
        assert self.process is not None
        self.process.send_signal(signum)
        return self.process.wait(60)

    def end(self) -> None:
        """Whatever became of the test, leave nothing running."""
        if self.process is not None and self.process.poll() is None:
            self.stop()


def _clean_environment() -> dict[str, str]:
    """The environment of the machine without the settings of whoever runs the tests."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LIAMM_", "DJANGO_", "PYTEST_"))}
    return kept | {"PYTHONUNBUFFERED": "1"}
