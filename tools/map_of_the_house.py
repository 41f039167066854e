"""Writes docs/house.md from the code: one line per room of the kernel and per feature, from the top layer down.

python tools/map_of_the_house.py [--check]
"""

from __future__ import annotations

import ast
import sys
from configparser import ConfigParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "src" / "liamm"
PAGE = ROOT / "docs" / "house.md"
HEAD = """# The house, room by room

Made by `python tools/map_of_the_house.py` from the docstrings of the code; do not edit.
Each feature is a folder of `src/liamm/features/` and imports only from those below it.
"""


def purpose(path: Path) -> str:
    """The first paragraph of a module's docstring, on one line."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.split("\n\n")[0].split())


def layers() -> list[list[str]]:
    """The layers of features, from the top down."""
    config = ConfigParser()
    config.read(ROOT / ".importlinter")
    lines = config["importlinter:contract:features"]["layers"].split("\n")
    return [[name.strip("() ") for name in line.split("|")] for line in lines if line.strip()]


def page() -> str:
    """The whole page."""
    lines = [HEAD, "## Features", "", "| layer | purpose |", "|---|---|"]
    for layer in layers():
        lines += [f"| `{name}` | {purpose(SOURCES / 'features' / name / '__init__.py')} |" for name in layer]
    lines += ["", "## Kernel", "", "| module | purpose |", "|---|---|"]
    rooms = [*(SOURCES / "kernel").glob("*.py"), *(SOURCES / "kernel").glob("*/__init__.py")]
    for path in sorted(rooms, key=lambda one: one.parent.name if one.name == "__init__.py" else one.stem):
        name = path.parent.name if path.name == "__init__.py" else path.stem
        if name not in {"kernel", "tests", "migrations"}:
            lines.append(f"| `kernel.{name}` | {purpose(path)} |")
    return "\n".join([*lines, ""])


def main() -> int:
    """Write the page, or say whether it is up to date."""
    if "--check" in sys.argv:
        fresh = PAGE.is_file() and PAGE.read_text(encoding="utf-8") == page()
        print("docs/house.md is up to date." if fresh else "docs/house.md is old: python tools/map_of_the_house.py")
        return 0 if fresh else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
