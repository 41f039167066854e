"""The contours that the product ships, ready to be drawn: one file per région, arcs shared by neighbours."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from liamm.features.territories.edition import DATA

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """One territory on the drawing: its path, where to write on it, and the box it fills."""

    path: str
    x: int
    y: int
    box: tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One région: its size and its shapes by level and code."""

    width: int
    height: int
    levels: Mapping[str, Mapping[str, Shape]]


@lru_cache(maxsize=4)
def drawing_of(region: str) -> Drawing | None:
    """The drawing of a région by its INSEE code, None when none is shipped."""
    file = DATA / "shapes" / f"{region}.json.gz"
    if not region.isdigit() or not file.is_file():
        return None
    read = json.loads(gzip.decompress(file.read_bytes()))
    arcs = [_points(arc) for arc in read["arcs"]]
    levels = {
        level: {code: _shape(written, arcs) for code, written in read[level].items()}
        for level in ("departement", "epci", "commune")
        if level in read
    }
    return Drawing(read["width"], read["height"], levels)


def _points(arc: Sequence[int]) -> list[Point]:
    x = y = 0
    points = []
    for across, down in zip(arc[::2], arc[1::2], strict=True):
        x, y = x + across, y + down
        points.append((x, y))
    return points


def _shape(written: Sequence[object], arcs: Sequence[list[Point]]) -> Shape:
    x, y, *rings = written
    drawn = [list(_ring(ring, arcs)) for ring in rings if isinstance(ring, list)]
    xs = [across for ring in drawn for across, _ in ring]
    ys = [down for ring in drawn for _, down in ring]
    box = (min(xs), min(ys), max(xs), max(ys))
    return Shape("".join(_path(ring) for ring in drawn), int(str(x)), int(str(y)), box)


def _ring(references: Sequence[int], arcs: Sequence[list[Point]]) -> Iterator[Point]:
    for reference in references:
        arc = arcs[reference] if reference >= 0 else arcs[~reference][::-1]
        yield from arc[:-1]


def _path(ring: Sequence[Point]) -> str:
    (x, y), *others = ring
    steps = []
    for across, down in others:
        steps.append(f"{across - x} {down - y}")
        x, y = across, down
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(steps)}z".replace(" -", "-") if steps else ""
