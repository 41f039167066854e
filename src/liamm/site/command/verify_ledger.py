"""`liamm verify-ledger`: recompute the whole chain of the register, and name the first entry that does not hold."""

from __future__ import annotations

import argparse

from liamm.kernel.ledger.chain import verify


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Say whether every sealed entry holds; 1 when one does not."""
    del arguments
    found = verify()
    waiting = f" {found.unsealed} wait for their seal." if found.unsealed else ""
    if found.holds:
        print(f"The register holds: {found.checked} entries, head {found.head}.{waiting}")
        return 0
    print(f"Entry {found.broken_at} does not hold: {found.why}. The {found.checked} before it do.{waiting}")
    print("Restore the register from a backup made before that entry, and look for who changed the database.")
    return 1
