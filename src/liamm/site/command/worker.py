"""`liamm worker`: the background work, in one process."""

from __future__ import annotations

import argparse

from liamm.kernel.jobs.worker import run_worker
from liamm.site.processes import share_memory_between_threads


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Work until stopped; jobs under way are finished."""
    del arguments
    share_memory_between_threads()
    run_worker()
    return 0
