"""Rebuild the reference table of French territories from its registry packages.

    python tools/build_territories.py [FOLDER]

FOLDER holds the two archives named below (`npm pack NAME@VERSION` fetches each); without it they are fetched into a
temporary folder. The archives are checked against their SHA-256 before anything is read. The result is the same byte
for byte each time; how to move to a new year is told in `docs/guides/territories.md`.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "src/liamm/features/territories/data"
PACKAGE = "@etalab/decoupage-administratif"
CURRENT = ("6.0.0", "c189ffd5b33fe40c2f19e1a923ce557f190622f39228745d3195d746dfe00c4a")
HISTORY = ("0.8.0", "3731209f86aab7c92a7de236caa6c5cc70c2ca0c4e21407e7e132b7483d04fe5")
COLUMNS = ("kind", "code", "name", "nature", "population", "epci", "departement", "region", "postcodes", "siren")
PARTS = {"commune-deleguee": "delegated", "commune-associee": "associated", "arrondissement-municipal": "district"}
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seat:
    """Where most inhabitants of an EPCI live, and the communes that make it up."""

    departement: str
    region: str
    communes: frozenset[str]


def archive(folder: Path, version: str, digest: str) -> tarfile.TarFile:
    """The archive of one version, fetched when it is not there, refused when it is not the one we know."""
    path = folder / f"etalab-decoupage-administratif-{version}.tgz"
    if not path.is_file():
        subprocess.run(["npm", "pack", "--silent", f"{PACKAGE}@{version}"], cwd=folder, check=True)
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != digest:
        raise SystemExit(f"{path.name}: SHA-256 is {found}, expected {digest}. Nothing was written.")
    return tarfile.open(path)


def member(tar: tarfile.TarFile, name: str) -> list[Row]:
    """One JSON list of the package."""
    file = tar.extractfile(f"package/data/{name}.json")
    if file is None:
        raise SystemExit(f"The package holds no {name}.json. Nothing was written.")
    rows: list[Row] = json.load(file)
    return rows


def screen_name(name: str) -> str:
    """A name as it is shown: the apostrophe of print."""
    return name.replace("'", "’").strip()


def short_name(name: str) -> str:
    """The name of an EPCI without its form and its linking word: « CC du Pays des Abers » is « Pays des Abers »."""
    name = re.sub(r"^(?:CC|CA|CU) ", "", screen_name(name))
    name = re.sub(r"^(?:de la |de l’|des |du |de |d’)", "", name)
    return name[:1].upper() + name[1:]


def seats(epci: list[Row], communes: list[Row]) -> dict[str, Seat]:
    """For each EPCI its communes and the département where most of its inhabitants live."""
    known = {row["code"]: row for row in communes}
    result: dict[str, Seat] = {}
    for row in epci:
        weights: Counter[tuple[str, str]] = Counter()
        codes = [item["code"] for item in row["membres"] if item["code"] in known]
        for code in codes:
            commune = known[code]
            weights[commune["departement"], commune["region"]] += commune.get("population") or 1
        (departement, region), _ = weights.most_common(1)[0]
        result[row["code"]] = Seat(departement, region, frozenset(codes))
    return result


def territories(tar: tarfile.TarFile) -> Iterator[Row]:
    """Every territory in force, widest first."""
    communes = [row for row in member(tar, "communes") if row["type"] == "commune-actuelle"]
    epci = member(tar, "epci")
    where = seats(epci, communes)
    of_commune = {code: siren for siren, seat in where.items() for code in seat.communes}
    yield {"kind": "country", "code": "FR", "name": "France"}
    overseas = {row["code"] for row in member(tar, "regions") if row["zone"] == "com"}
    for row in sorted(member(tar, "regions"), key=lambda row: row["code"]):
        if row["code"] not in overseas:
            yield {"kind": "region", "code": row["code"], "name": row["nom"]}
    for row in sorted(member(tar, "departements"), key=lambda row: row["code"]):
        region = "" if row["code"] in overseas else row["region"]
        nature = "COM" if row["code"] in overseas else ""
        yield {"kind": "departement", "code": row["code"], "name": row["nom"], "region": region, "nature": nature}
    for row in sorted(epci, key=lambda row: row["code"]):
        seat = where[row["code"]]
        yield {
            "kind": "epci", "code": row["code"], "name": short_name(row["nom"]),
            "nature": row["type"], "population": row["populationMunicipale"] or "", "siren": row["code"],
            "departement": seat.departement, "region": seat.region,
        }  # fmt: skip
    for row in sorted(communes, key=lambda row: row["code"]):
        yield {
            "kind": "commune", "code": row["code"], "name": row["nom"], "population": row.get("population", ""),
            "epci": of_commune.get(row["code"], ""), "departement": row["departement"],
            "region": "" if row["region"] in overseas else row["region"],
            "postcodes": " ".join(row.get("codesPostaux", [])), "siren": row.get("siren", ""),
        }  # fmt: skip


def former_names(current: tarfile.TarFile, history: tarfile.TarFile) -> Iterator[tuple[str, str, str]]:
    """Names that people still use for a part of a commune: (commune, sort of name, name).

    `delegated` and `associated` are in force, `district` is an arrondissement of Paris, Lyon or Marseille, `former`
    is a commune that ended or a name that was changed since 1943.
    """
    rows = member(current, "communes")
    for row in rows:
        if row["type"] in PARTS:
            yield row.get("chefLieu") or row["commune"], PARTS[row["type"]], row["nom"]
    past = names_since_1943(history)
    for row in rows:
        if row["type"] == "commune-actuelle":
            codes = {row["code"], *(row.get("anciensCodes") or ())}
            yield from ((row["code"], "former", name) for name in sorted(set().union(*(past[code] for code in codes))))


def names_since_1943(history: tarfile.TarFile) -> dict[str, set[str]]:
    """Every name that each code of a commune has had."""
    past: defaultdict[str, set[str]] = defaultdict(set)
    for row in member(history, "historique-communes"):
        if row["type"] in {"COM", "COMD", "COMA", "COMP"}:
            past[row["code"]].add(row["nom"])
    return past


def distinct(names: Iterable[tuple[str, str, str]], current: dict[str, str]) -> list[tuple[str, str, str]]:
    """Each name once per commune, never the commune's own."""
    seen: dict[tuple[str, str], tuple[str, str, str]] = {}
    for commune, sort, name in names:
        shown = screen_name(name)
        if shown != current[commune]:
            seen.setdefault((commune, shown), (commune, sort, shown))
    return sorted(seen.values())


def write(name: str, columns: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """A compressed CSV file that does not depend on the day it is made."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    packed = gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0)
    (DATA / name).write_bytes(packed)
    print(f"{name}: {len(packed) / 1000:.0f} kB")


def main() -> None:
    """Read the two versions of the package, write the two files."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(temporary)
        current, history = archive(folder, *CURRENT), archive(folder, *HISTORY)
        rows = list(territories(current))
        for row in rows:
            row["name"] = screen_name(row["name"])
        names = {row["code"]: row["name"] for row in rows if row["kind"] == "commune"}
        former = distinct(former_names(current, history), names)
        DATA.mkdir(parents=True, exist_ok=True)
        write("territories.csv.gz", COLUMNS, ([row.get(column, "") for column in COLUMNS] for row in rows))
        write("former-names.csv.gz", ("commune", "usage", "name"), former)


if __name__ == "__main__":
    main()
