"""Documents that must not drift from the code."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_each_runtime_dependency_has_its_line():
    asked = [
        re.split(r"[\[<>=,]", line)[0].lower() for line in (ROOT / "requirements/run.in").read_text().split() if line
    ]
    text = (ROOT / "docs/dependencies.md").read_text().lower()
    missing = [name for name in asked if f"| {name} |" not in text]
    assert not missing, missing


def test_the_decisions_of_structure_are_numbered_without_gap():
    names = sorted(path.name for path in (ROOT / "docs/adr").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))


def test_the_map_of_the_house_is_fresh():
    said = subprocess.run(
        [sys.executable, "tools/map_of_the_house.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert said.returncode == 0, said.stdout
