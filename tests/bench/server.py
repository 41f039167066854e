"""The product under measure: its own PostgreSQL, web and worker, on a folder of their own."""

from __future__ import annotations

import asyncio
import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from liamm.site.postgres.cluster import Cluster
from tests.bench.load import Errand, keep_busy


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def _cpu_of(process: psutil.Process) -> float:
    """Seconds; the scheduler counts them finer than the clock ticks."""
    tasks = list(Path(f"/proc/{process.pid}/task").glob("*/schedstat"))
    if tasks:
        return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9
    times = process.cpu_times()
    return times.user + times.system


@dataclass
class House:
    """One database and, once started, one web process (one for each core when crowds write) and one worker."""

    folder: Path = field(default_factory=lambda: Path(tempfile.mkdtemp(prefix="liamm-bench-")))
    port: int = field(default_factory=free_port)
    webs: list[psutil.Process] = field(default_factory=list)
    worker: psutil.Process | None = None

    def __post_init__(self) -> None:
        # filling a hundred thousand rows need not wait for the disk, nor does reading them: see `write_for_real`
        self.cluster = Cluster(self.folder / "postgres", self.folder / "postgres.log", careless=True)
        self.cluster.create()
        self.cluster.start()
        os.environ |= {
            "LIAMM_DATABASE_URL": self.cluster.url,
            "LIAMM_VAR": str(self.folder),
            "LIAMM_PORT": str(self.port),
            "LIAMM_PUBLIC_URL": f"http://127.0.0.1:{self.port}",
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }

    def start(self, webs: int = 1) -> float:
        """Start web and worker; the seconds from nothing to the first page."""
        begun = time.perf_counter()
        with socket.create_server(("127.0.0.1", self.port), backlog=1024) as door:
            self.webs = [self._spawn("web", door) for _ in range(webs)]
        self._until_answers()
        first = time.perf_counter() - begun
        self.worker = self._spawn("worker")
        time.sleep(3)
        return first

    def write_for_real(self) -> None:
        """From here on each commit waits for the disk, as in the product: what is measured next writes."""
        self._stop_processes()
        self.cluster.stop()
        self.cluster = Cluster(self.folder / "postgres", self.folder / "postgres.log")
        self.cluster.start()
        self.start(webs=os.cpu_count() or 1)

    def _spawn(self, verb: str, door: socket.socket | None = None) -> psutil.Process:
        command = [sys.executable, "-m", "liamm", verb]
        if door is None:
            return psutil.Process(subprocess.Popen(command).pid)
        command += ["--socket", str(door.fileno())]
        return psutil.Process(subprocess.Popen(command, pass_fds=[door.fileno()]).pid)

    def _until_answers(self) -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sante/", timeout=5):
                    return
            except OSError:
                time.sleep(0.02)
        raise TimeoutError("the product does not answer")

    def cpu(self) -> float:
        """Seconds of CPU that the web processes have used."""
        return sum(_cpu_of(web) for web in self.webs)

    def load(self, errand: Errand, connections: int, requests: int) -> dict[str, float]:
        """Go on an errand many times."""
        return asyncio.run(keep_busy(("127.0.0.1", self.port), errand, connections, requests))

    def status(self, path: str, cookie: str) -> int:
        """What one page answers."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Language": "fr"})
        return connection.getresponse().status

    def stop(self) -> None:
        """Stop everything and leave nothing."""
        self._stop_processes()
        self.cluster.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _stop_processes(self) -> None:
        for process in (*self.webs, self.worker):
            if process and process.is_running():
                process.terminate()
                process.wait(20)
