"""`liamm check`: what is wrong, one sentence each with its mend; the exit code is 1 when anything is."""

from __future__ import annotations

import argparse

from django.db import DatabaseError

from liamm.site.checkup.points import POINTS, Point


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""
    del parser


def run(arguments: argparse.Namespace) -> int:
    """Look at every point, the others too when one is wrong."""
    del arguments
    found = {name: complaints(point) for name, point in POINTS.items()}
    for name, sentences in found.items():
        for sentence in sentences or ["well."]:
            print(f"{name:<10}{sentence}")
    return 1 if any(found.values()) else 0


def complaints(point: Point) -> list[str]:
    """What a point has to say; a table that is missing is a matter of `database`, which says so."""
    try:
        return list(point())
    except DatabaseError as error:
        return [f"This could not be looked at ({' '.join(str(error).split())}). Run `liamm migrate`."]
