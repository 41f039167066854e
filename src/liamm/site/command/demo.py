"""`liamm demo`: the demonstration laboratory, in an empty database only."""

from __future__ import annotations

import argparse

from liamm.kernel.env import ConfigurationError
from liamm.site.demo.load import is_empty, load


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Load all of it, or nothing."""
    del arguments
    if not is_empty():
        raise ConfigurationError(
            "People have accounts here already, and the demonstration would mix invented ones with them. "
            "Use an empty database: set LIAMM_VAR to another folder, or LIAMM_DATABASE_URL to another database."
        )
    load()
    print("The demonstration laboratory is loaded. Open it with LIAMM_DEMO=1 to enter as each kind of person.")
    return 0
