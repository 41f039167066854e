"""Filling a large laboratory quickly; each part says how many rows it makes at a scale between 0 and 1."""

from __future__ import annotations

from tests.bench.seed import acts, field, people, projects, requests, rooms

PARTS = (people, field, requests, acts, projects, rooms)


def everything(first: float, last: float) -> None:
    """Fill every part between two points of the whole."""
    for part in PARTS:
        part.fill(first, last)
