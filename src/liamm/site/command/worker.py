"""`liamm worker`: the background work, in one process."""

from __future__ import annotations

import argparse
import socket
from contextlib import nullcontext

from liamm.kernel.jobs.worker import run_worker
from liamm.kernel.post.letterbox import open_letterbox
from liamm.site.processes import share_memory_between_threads


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The door of the letterbox, when the supervisor has opened one."""
    parser.add_argument("--socket", type=int, help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Work until stopped; jobs under way are finished. It also takes the answers to letters, where they come in."""
    share_memory_between_threads()
    door = None if arguments.socket is None else socket.socket(fileno=arguments.socket)
    with nullcontext() if door is None else open_letterbox(door):
        run_worker()
    return 0
