"""`liamm check`: what is wrong, one sentence each with its mend; the exit code is 1 when anything is."""

from __future__ import annotations

import argparse

from django.db import DatabaseError
from psycopg.errors import UndefinedColumn, UndefinedTable

from liamm.site.checkup.points import IN_DATABASE, POINTS, Point


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """None."""
    del parser


def run(arguments: argparse.Namespace, unreachable: str = "") -> int:
    """Look at every point, the others too when one is wrong; `unreachable` says why there is no database."""
    del arguments
    found = {name: _told(name, point, unreachable) for name, point in POINTS.items()}
    for name, sentences in found.items():
        for sentence in sentences or ["well."]:
            print(f"{name:<10}{sentence}")
    return 1 if any(found.values()) else 0


def _told(name: str, point: Point, unreachable: str) -> list[str]:
    if not unreachable or name not in IN_DATABASE:
        return complaints(point)
    return [unreachable] if name == "database" else ["This is kept in the database, which comes first."]


def complaints(point: Point) -> list[str]:
    """What a point has to say; a table that is missing is a matter of `database`, which says so."""
    try:
        return list(point())
    except DatabaseError as error:
        if isinstance(error.__cause__, UndefinedTable | UndefinedColumn):
            return ["This could not be looked at: the database is not at this version of Liamm. Run `liamm migrate`."]
        return [f"This could not be looked at ({' '.join(str(error).split())}). Look at what PostgreSQL says."]
