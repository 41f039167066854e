"""Processes that are good neighbours: children never outlive their parent, and none takes memory it has no use for.

Linux is asked to signal the child when its parent dies; a Python child also reads a pipe that only its parent
holds open, which tells it the same on every system.
"""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from collections.abc import Callable

_PR_SET_PDEATHSIG = 1
_M_ARENA_MAX = -8
_ARENAS = 2
_LIBC = ctypes.CDLL(None, use_errno=True)

ORPHANED = 70


def signal_on_parent_death(signum: int) -> Callable[[], None]:
    """What a child calls between fork and exec to receive `signum` when its parent dies (nothing but on Linux)."""
    parent = os.getpid()

    def ask() -> None:
        if sys.platform != "linux":
            return
        _LIBC.prctl(_PR_SET_PDEATHSIG, signum)
        if os.getppid() != parent:  # it died before we could ask
            os.kill(os.getpid(), signum)

    return ask


def leave_with_parent() -> None:
    """End this process at once when its standard input closes: only the parent holds the other end."""

    def watch() -> None:
        while os.read(0, 1024):
            pass
        os._exit(ORPHANED)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def share_memory_between_threads() -> None:
    """Let the threads of this process share two pools of memory, before they start (nothing but with glibc).

    Each thread would keep one of its own, mostly empty: some ten megabytes a process. Source: mallopt(3), M_ARENA_MAX.
    """
    mallopt = getattr(_LIBC, "mallopt", None)
    if mallopt:
        mallopt(_M_ARENA_MAX, _ARENAS)
