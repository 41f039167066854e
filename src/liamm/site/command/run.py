"""`liamm run`: the whole house on one command, under one supervisor."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from functools import partial

from liamm.site import freshness, options
from liamm.site.database import embedded
from liamm.site.doors import address_of, near, open_door
from liamm.site.lock import HouseLock
from liamm.site.openness import opened_to_all
from liamm.site.postgres.cluster import Cluster
from liamm.site.processes import signal_on_parent_death
from liamm.site.supervisor import Child, Process, Supervisor

_MAIL_PORT = 2525
_FIRST_PAGE = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None: everything is said by the environment."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Start everything, keep it alive until Ctrl-C, and leave nothing running."""
    del arguments
    with HouseLock(options.VAR).held() as lock:
        house = House(lock)
        with house.supervisor.on_signals():
            try:
                return house.open()
            finally:
                house.close()


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    print(sentence, flush=True)


@dataclass
class House:
    """The processes of one house and what they are told by their environment."""

    lock: HouseLock
    cluster: Cluster | None = field(default_factory=embedded)
    supervisor: Supervisor = field(default_factory=lambda: Supervisor(say))
    environment: dict[str, str] = field(default_factory=lambda: dict(os.environ))

    def open(self) -> int:
        """Start in order and stay; the exit code."""
        self.open_database()
        door = open_door(options.HOST, options.PORT)
        address = address_of(door)
        self.environment.setdefault("LIAMM_PUBLIC_URL", address)
        if said := opened_to_all(
            options.HOST, self.environment["LIAMM_PUBLIC_URL"], demonstration=options.DEMONSTRATION
        ):
            say(said)
        answers = self.open_letterbox()
        mails = self.open_mailbox()
        fresh = freshness.is_fresh(self.environment.get("LIAMM_DATABASE_URL") or options.database_url())
        if not (fresh or self.migrate()):
            return 0 if self.supervisor.stopping.is_set() else 1
        self.supervisor.add(Child("The web process", partial(self.spawn, "web", listening=door)))
        self.wait_for_first_page(door, address)
        for number in range(2, options.WEB_PROCESSES + 1):
            self.supervisor.add(Child(f"The web process {number}", partial(self.spawn, "web", listening=door)))
        self.supervisor.add(Child("The worker", partial(self.spawn, "worker", listening=answers)))
        if mails is not None:
            self.supervisor.add(Child("The mailbox", partial(self.spawn, "mailbox", listening=mails)))
        if fresh:
            self.migrate()
        self.supervisor.watch()
        return 0

    def migrate(self) -> bool:
        """Bring the database to this version, and fill it if it is that of a demonstration; whether all went well."""
        return self.supervisor.do(partial(self.spawn, "migrate", "--demonstration")) == 0

    def open_database(self) -> None:
        """Start the PostgreSQL that comes with Liamm, unless another is set."""
        if self.cluster is None:
            return
        if not self.cluster.data.exists():
            say(f"Creating the database in {self.cluster.data} …")
            freshness.forget()
        self.cluster.create()
        self.supervisor.add(Child("The database", self._start_cluster, stage=0, stop_signal=signal.SIGINT))
        self.environment["LIAMM_DATABASE_URL"] = self.cluster.url

    def _start_cluster(self) -> Process:
        assert self.cluster is not None
        return self.cluster.start()

    def open_letterbox(self) -> socket.socket:
        """Open a door for the answers to letters; the worker takes them."""
        door = open_door(options.LETTERBOX_HOST, options.LETTERBOX_PORT)
        self.environment["LIAMM_LETTERBOX_PORT"] = str(door.getsockname()[1])
        return door

    def open_mailbox(self) -> socket.socket | None:
        """Open a door for the mails that the product sends, when no mail server is set."""
        if options.SMTP_HOST:
            return None
        door = open_door("127.0.0.1", _MAIL_PORT)
        self.environment |= {
            "LIAMM_SMTP_HOST": "127.0.0.1",
            "LIAMM_SMTP_PORT": str(door.getsockname()[1]),
            "LIAMM_LOCAL_MAIL": "1",
        }
        return door

    def spawn(self, *words: str, listening: socket.socket | None = None) -> Process:
        """Start one of our own verbs as a child that dies with us."""
        command = [sys.executable, "-m", "liamm", *words, "--child"]
        handles: tuple[int, ...] = ()
        if listening is not None:
            handles = (listening.fileno(),)
            command += ["--socket", str(listening.fileno())]
        return subprocess.Popen(  # noqa: S603  # our own interpreter and words
            command,
            stdin=subprocess.PIPE,
            env=self.environment,
            pass_fds=handles,
            start_new_session=True,
            preexec_fn=signal_on_parent_death(signal.SIGKILL),  # noqa: PLW1509  # the supervisor has no threads
        )

    def wait_for_first_page(self, door: socket.socket, address: str) -> None:
        """Tell the address once a page comes from it."""
        deadline = time.monotonic() + _FIRST_PAGE
        while not self.supervisor.stopping.is_set() and time.monotonic() < deadline:
            if _answers(door):
                self.lock.tell(f"process {os.getpid()}, {address}/")
                say(f"Liamm is open: {address}/   (Ctrl-C stops it)")
                if options.DEMONSTRATION:
                    say(f"Enter as anybody of the demonstration: {address}/demonstration/")
                if "LIAMM_LOCAL_MAIL" in self.environment:
                    say(f"Mails it sends: {address}/courrier-local/")
                return
            self.supervisor.tick()

    def close(self) -> None:
        """Stop everything, the database last."""
        if self.supervisor.stopping.is_set():
            say("Closing …")
        self.supervisor.stop()
        if self.cluster is not None:
            self.cluster.stop()


def _answers(door: socket.socket) -> bool:
    """Whether a page comes out of our own door."""
    try:
        with socket.create_connection(near(door), timeout=5) as connection:
            connection.sendall(b"GET / HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return connection.recv(8).startswith(b"HTTP/1.")
    except OSError:
        return False
