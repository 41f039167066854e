"""Filling a large laboratory quickly; each part says how many rows it makes at a scale between 0 and 1."""

from __future__ import annotations

from functools import lru_cache

from liamm.features.projects.models import Project
from tests.bench.seed import acts, field, people, projects, requests

PARTS = (people, field, requests, projects, acts)


def everything(first: float, last: float) -> None:
    """Fill every part between two points of the whole."""
    for part in PARTS:
        part.fill(first, last)


@lru_cache(maxsize=1)
def names() -> dict[str, str]:
    """What the addresses of measured pages are filled with."""
    return {"project": Project.objects.order_by("reference").values_list("reference", flat=True)[0]}
