"""Only one process at a time may keep the house of a var folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liamm.kernel.env import ConfigurationError
from liamm.site.folder import written_in


class AlreadyRunningError(ConfigurationError):
    """Another process keeps this house."""


class HouseLock:
    """The lock of a var folder; the system lets go of it when its holder dies, however it dies."""

    def __init__(self, var: Path) -> None:
        """Say where; nothing is locked yet."""
        self.var = var
        self.path = var / "lock"

    @contextmanager
    def held(self) -> Iterator[HouseLock]:
        """Keep the house as long as the block runs.

        Raises AlreadyRunningError when another process does.
        """
        with written_in(self.var):
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AlreadyRunningError(self._refusal()) from error
        else:
            self.tell(f"process {os.getpid()}")
            yield self
        finally:
            os.close(handle)

    def tell(self, what: str) -> None:
        """Leave a word for whoever finds the house taken."""
        self.path.write_text(what, encoding="utf-8")

    def _refusal(self) -> str:
        who = self.path.read_text(encoding="utf-8").strip()
        return f"Liamm already runs on {self.var} ({who}). Stop it, or set LIAMM_VAR to another folder."
