"""Creating, starting and stopping the PostgreSQL that comes with Liamm."""

from __future__ import annotations

import hashlib
import os
import shutil
import signal
import stat
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from liamm.kernel.env import ConfigurationError
from liamm.site.postgres import leftover
from liamm.site.postgres.account import become, server_account
from liamm.site.postgres.programs import MAJOR, program
from liamm.site.processes import signal_on_parent_death

_LONGEST_SOCKET = 100
_PATIENCE = 120.0
_FAST = 30.0
_STILL_IN_USE = "is still in use"
_LOG_LIMIT = 5_000_000

_ALWAYS = (
    "listen_addresses=",
    "timezone=UTC",
    "log_timezone=UTC",
    "log_checkpoints=off",
    "jit=off",
    # parallel workers want shared memory that small machines and containers do not have
    "max_parallel_workers_per_gather=0",
)
_CARELESS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def _sockets_of(data: Path) -> Path:
    """Beside the data, or in a short folder of its own when the path is too long for the system."""
    if len(os.fsencode(data / leftover.SOCKET)) <= _LONGEST_SOCKET:
        return data
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path("/tmp") / f"liamm-{name}"  # noqa: S108  # $TMPDIR may be long too; its owner is checked


class Cluster:
    """One folder of data and the server on it. `careless` trades safety for speed: tests only."""

    def __init__(self, data: Path, log: Path, *, careless: bool = False) -> None:
        """Say where; nothing is created or started yet."""
        self.data = data.absolute()
        self.log = log.absolute()
        self.careless = careless
        self.account = server_account(self.data)
        self.sockets = _sockets_of(self.data)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """The address of our database."""
        return leftover.url_at(self.sockets)

    def create(self) -> None:
        """Make the folder of data unless it is there; an interrupted creation starts over.

        Raises ConfigurationError when the folder belongs to another version of PostgreSQL or to someone else.
        """
        if self.data.exists():
            self._accept_existing()
            return
        fresh = self.data.with_name(f"{self.data.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(parents=True, mode=0o700)
        self._own(fresh)
        locale = ("--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
        hurry = ("--no-sync",) if self.careless else ()
        self._do("initdb", "-D", str(fresh), "-U", leftover.OWNER, "--auth=trust", *locale, *hurry)
        self._do("postgres", "--single", "-D", str(fresh), "postgres", told=f"CREATE DATABASE {leftover.DATABASE};\n")
        fresh.rename(self.data)

    def _accept_existing(self) -> None:
        try:
            version = (self.data / "PG_VERSION").read_text(encoding="utf-8").strip()
        except PermissionError as error:
            raise ConfigurationError(
                f"{self.data} belongs to another account. Run Liamm as the account that created it."
            ) from error
        except FileNotFoundError as error:
            raise ConfigurationError(
                f"{self.data} is not a folder of PostgreSQL. Move it away, or set LIAMM_VAR to another folder."
            ) from error
        if version != str(MAJOR):
            raise ConfigurationError(
                f"{self.data} was written by PostgreSQL {version} and this one is {MAJOR}. "
                "Restore a backup into a new folder, or set LIAMM_DATABASE_URL to a server of that version."
            )
        self._own(self.data)

    def _own(self, folder: Path) -> None:
        if self.account is not None and folder.stat().st_uid != self.account.uid:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self.account.uid, self.account.gid, follow_symlinks=False)

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server as a child of this process and return it when it answers.

        Raises ConfigurationError with what the server said when it does not start.
        """
        self._make_sockets()
        leftover.clear(self.data, self.sockets)
        deadline = time.monotonic() + _PATIENCE
        while True:
            self.process = self._launch()
            if self._answers(self.process, deadline):
                return self.process
            said = self._last_words()
            # after a kill of the server alone, its last sessions need a moment to notice and leave
            if _STILL_IN_USE not in said or time.monotonic() > deadline:
                raise ConfigurationError(f"The PostgreSQL that comes with Liamm does not start: {said}")
            time.sleep(0.2)

    def _make_sockets(self) -> None:
        """Make the folder of the socket when it is not that of the data, and make sure that it is ours."""
        if self.sockets == self.data:
            return
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        self._own(self.sockets)
        owner = self.account.uid if self.account else os.geteuid()
        found = self.sockets.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
            raise ConfigurationError(
                f"{self.sockets} belongs to someone else. Remove it, or move Liamm to a shorter path."
            )

    def _launch(self) -> subprocess.Popen[bytes]:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".old.log"))
        settings = (*_ALWAYS, f"unix_socket_directories={self.sockets}", *(_CARELESS if self.careless else ()))
        command = [str(program("postgres")), "-D", str(self.data)]
        for setting in settings:
            command += ["-c", setting]
        with self.log.open("ab") as log:
            return subprocess.Popen(  # noqa: S603  # our own program and settings
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=self._before_exec(signal.SIGINT),  # noqa: PLW1509  # no thread runs yet in the parent
            )

    def _before_exec(self, on_parent_death: int) -> Callable[[], None]:
        tie = signal_on_parent_death(on_parent_death)
        if self.account is None:
            return tie
        change = become(self.account, [program("postgres"), self.data])

        def both() -> None:
            change()
            tie()

        return both

    def _answers(self, process: subprocess.Popen[bytes], deadline: float) -> bool:
        while process.poll() is None and time.monotonic() < deadline:
            server = leftover.running(self.data)
            if server is not None and server.pid == process.pid and server.ready:
                return True
            time.sleep(0.02)
        if process.poll() is None:
            self._end(process)
        return False

    def _last_words(self) -> str:
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return " / ".join(lines[-4:]) or f"it said nothing in {self.log}."

    def stop(self) -> None:
        """Stop the server (sessions are cut, what was committed is kept) and leave nothing behind."""
        if self.process is not None:
            self._end(self.process)
            self.process = None
        if self.sockets != self.data:
            shutil.rmtree(self.sockets, ignore_errors=True)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        for signum in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if process.poll() is not None:
                return
            process.send_signal(signum)
            try:
                process.wait(_FAST)
            except subprocess.TimeoutExpired:
                continue

    def _do(self, name: str, *arguments: str, told: str = "") -> None:
        done = subprocess.run(  # noqa: S603  # our own program and settings
            [str(program(name)), *arguments],
            cwd="/",
            input=told,
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,
            preexec_fn=self._before_exec(signal.SIGKILL),
        )
        if done.returncode != 0:
            said = " / ".join((done.stderr or done.stdout).strip().splitlines()[-3:])
            raise ConfigurationError(f"The database could not be created in {self.data}: {said}")
