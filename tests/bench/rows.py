"""The figures: one row each, kept in `var/bench.json` and shown as a table."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path

import psutil


@dataclass(frozen=True, slots=True)
class Effort:
    """How often each page is asked: in all, in how many rounds, before counting, and of how many things in turn."""

    times: int
    rounds: int
    warm_up: int
    among: int


@dataclass(slots=True)
class Row:
    """One figure: a target that is missed stays in, red, with what was tried in its note."""

    name: str
    value: float
    unit: str
    target: float | None = None
    ok: bool | None = None
    note: str = ""


@dataclass(slots=True)
class Sheet:
    """All the figures of one run."""

    rows: list[Row] = field(default_factory=list)

    def add(self, name: str, value: float, unit: str, *, target: float | None = None, note: str = "") -> None:
        """Write a figure down; with a target, lower is better."""
        ok = None if target is None else value <= target
        self.rows.append(Row(name, round(value, 3), unit, target, ok, note))

    def save(self, path: Path, *, quick: bool) -> None:
        """Write the JSON."""
        machine = {
            "cores": psutil.cpu_count(),
            "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
            "python": platform.python_version(),
            "system": platform.platform(),
            "quick": quick,
        }
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"machine": machine, "rows": [asdict(row) for row in self.rows]}, indent=1))

    def show(self) -> None:
        """Print the table."""
        width = max(len(row.name) for row in self.rows)
        for row in self.rows:
            mark = {None: " ", True: "✓", False: "✗"}[row.ok]
            target = "" if row.target is None else f"≤ {row.target:g}"
            print(f"{mark} {row.name:<{width}} {row.value:>12,.3f} {row.unit:<9} {target:<9} {row.note}")
