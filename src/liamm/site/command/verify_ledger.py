"""`liamm verify-ledger`: recompute the whole chain of the register, and name the first entry that does not hold."""

from __future__ import annotations

import argparse

from liamm.features.governance.verifying import check_register


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Say whether every sealed entry holds, and whether none is gone since the last walk; 1 when not."""
    del arguments
    found = check_register(anew=True)
    waiting = f" {found.unsealed} wait for their seal." if found.unsealed else ""
    if found.holds:
        print(f"The register holds: {found.checked} entries, head {found.head}.{waiting}")
        return 0
    print(f"Entry {found.broken_at} does not hold: {found.why}. The {found.checked} before it do.{waiting}")
    print("Restore the register from a backup made before that entry, and look for who changed the database.")
    return 1
