"""What an earlier server left in its folder: one that still runs, or the files of one that was killed."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil

DATABASE = "liamm"
OWNER = "postgres"
SOCKET = ".s.PGSQL.5432"

_FAST = 30.0
_AT_ONCE = 10.0
_LINE_OF_SOCKET = 4
_LINE_OF_STATUS = 7


@dataclass(frozen=True, slots=True)
class Running:
    """What `postmaster.pid` says of a server."""

    pid: int
    sockets: Path
    ready: bool

    @property
    def url(self) -> str:
        """The address of our database, as libpq and Django read it."""
        return url_at(self.sockets)


def url_at(sockets: Path) -> str:
    """The address of our database behind the socket in this folder."""
    return f"postgresql://{OWNER}@/{DATABASE}?host={quote(str(sockets), safe='')}"


def running(data: Path) -> Running | None:
    """The server that holds this folder now, or None; the file of a dead one is not believed."""
    try:
        lines = (data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        pid = int(lines[0])
    except (OSError, IndexError, ValueError):
        return None
    if not _serves(pid, data):
        return None
    named = lines[_LINE_OF_SOCKET] if len(lines) > _LINE_OF_SOCKET else ""  # a starting server writes it by and by
    sockets = Path(named) if named else data
    ready = len(lines) > _LINE_OF_STATUS and lines[_LINE_OF_STATUS].strip() == "ready"
    return Running(pid, sockets, ready)


def _serves(pid: int, data: Path) -> bool:
    """Whether this process is a PostgreSQL on this very folder: after a restart of the machine, ids come back."""
    try:
        process = psutil.Process(pid)
        return process.name().startswith("postgres") and Path(process.cwd()) == data.resolve()
    except psutil.Error:
        return False


def clear(data: Path, sockets: Path) -> None:
    """Stop a server that its parent left behind, and remove what a killed one left. The caller holds the lock."""
    left = running(data)
    if left is not None:
        _stop(psutil.Process(left.pid))
    for path in (data / "postmaster.pid", sockets / SOCKET, sockets / f"{SOCKET}.lock"):
        path.unlink(missing_ok=True)


def _stop(process: psutil.Process) -> None:
    for signum, patience in ((signal.SIGINT, _FAST), (signal.SIGQUIT, _AT_ONCE), (signal.SIGKILL, _AT_ONCE)):
        try:
            process.send_signal(signum)
            process.wait(patience)
        except psutil.NoSuchProcess:
            return
        except psutil.TimeoutExpired:
            continue
        return
