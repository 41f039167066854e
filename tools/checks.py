"""Runs the checks of the house, all of them even when one fails, and says at the end which did.

python tools/checks.py all | fast | fix
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from machine import programs_of_the_machine

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
SOURCES = ROOT / "src" / "liamm"
FAST = frozenset({"fast"})
ALL = frozenset({"all"})
CORES = os.cpu_count() or 1
WAITING = str(2 * CORES)  # how many at once of those that wait for a house more than they compute


@dataclass(frozen=True)
class Check:
    """One check: what it looks after, and how it is run."""

    name: str
    command: list[str]
    folder: Path = ROOT
    when: frozenset[str] = FAST | ALL
    alone: bool = False


def tool(name: str, *words: str) -> list[str]:
    """The command of a tool of our environment."""
    return [str(BIN / name), *words]


def node_tool(name: str, *words: str) -> list[str]:
    """The command of a tool of the front end."""
    return [str(ROOT / "frontend" / "node_modules" / ".bin" / name), *words]


def templates() -> list[str]:
    """Every template of the product."""
    return [str(path.relative_to(ROOT)) for path in sorted(SOURCES.rglob("templates/**/*.html"))]


def checks() -> list[Check]:
    """All checks: first those that only read the sources, the longest before the others, then the tests."""
    # halves of the list and not handfuls: what a module makes once for its tests is then made by one worker
    pytest = tool("pytest", "-q", "-p", "no:cacheprovider", "--dist", "worksteal")
    inside = [*pytest, "-n", "auto", "-m", "not journey and not process"]
    noted = tool("python", "-m", "pytest", "-p", "tests.covering", *inside[1:])
    houses = [*pytest, "-n", WAITING, "-m", "process", "tests/processes"]
    journeys = [*pytest, "-n", "auto", "-m", "journey", "tests/journeys"]
    return [
        Check("houses to copy", tool("python", "-m", "tests.processes.seeds"), when=ALL),
        Check("types of the code", tool("mypy")),
        Check("layers", tool("lint-imports")),
        Check("types of the front end", node_tool("tsc", "--noEmit"), ROOT / "frontend"),
        Check("style of the front end", node_tool("biome", "check", ".", "../src/liamm"), ROOT / "frontend"),
        Check("translations", tool("python", "tools/messages.py", "--check"), when=ALL),
        Check("style of the code", tool("ruff", "check", ".")),
        Check("form of the code", tool("ruff", "format", "--check", ".")),
        Check("form of the templates", tool("djade", "--check", "--target-version", "5.2", *templates())),
        Check("indents of the templates", tool("djhtml", "--check", "--tabwidth", "2", *templates())),
        Check("tests", inside, when=FAST, alone=True),
        Check("tests", noted, when=ALL, alone=True),
        Check("what the tests cover", tool("python", "-m", "tests.covering"), when=ALL, alone=True),
        Check("houses opened, closed and killed", houses, when=ALL, alone=True),
        Check("journeys in a browser", journeys, when=ALL, alone=True),
    ]


def chosen(which: str) -> list[Check]:
    """The fast checks, or all."""
    return [check for check in checks() if which in check.when]


def environment(houses: str) -> dict[str, str]:
    """That of whoever asks, with what Python compiled kept: a hundred processes would each compile all of it again."""
    asked = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return asked | {
        "DJANGO_SETTINGS_MODULE": "liamm.site.settings.test",
        "PYTHONPYCACHEPREFIX": str(ROOT / ".venv" / "compiled"),
        "LIAMM_TEST_HOUSES": houses,
    }


def run(check: Check, houses: str) -> bool:
    """Run one check and say how it went: what it says at once when it is alone, else in one piece when it ends."""
    if check.alone:
        print(f"\n── {check.name}", flush=True)
    start = time.monotonic()
    heard = None if check.alone else subprocess.PIPE
    done = subprocess.run(
        check.command,
        cwd=check.folder,
        check=False,
        env=environment(houses),
        stdout=heard,
        stderr=subprocess.STDOUT,
        text=True,
    )
    verdict = f"   {'holds' if done.returncode == 0 else 'FAILS'} ({time.monotonic() - start:.1f} s)"
    print(verdict if check.alone else f"\n── {check.name}\n{done.stdout}{verdict}", flush=True)
    return done.returncode == 0


def run_all(asked: list[Check]) -> list[str]:
    """Run the checks, side by side unless they want the machine for themselves; the names of those that fail."""
    together = [check for check in asked if not check.alone]
    with TemporaryDirectory(prefix="liamm-houses-") as houses:
        run_there = partial(run, houses=houses)
        with ThreadPoolExecutor(CORES) as pool:
            held = [*zip(together, pool.map(run_there, together), strict=True)]
        held += [(check, run_there(check)) for check in asked if check.alone]
    return [check.name for check, holds in held if not holds]


def fix() -> int:
    """Put in order what programs can."""
    for command, folder in (
        (tool("ruff", "check", "--fix", "-q", "."), ROOT),
        (tool("ruff", "format", "-q", "."), ROOT),
        (tool("djade", "--target-version", "5.2", *templates()), ROOT),
        (tool("djhtml", "--tabwidth", "2", *templates()), ROOT),
        (node_tool("biome", "check", "--write", ".", "../src/liamm"), ROOT / "frontend"),
    ):
        subprocess.run(command, cwd=folder, check=False)
    return 0


def main() -> int:
    """Run what was asked; the exit code."""
    which = sys.argv[1] if len(sys.argv) > 1 else ""
    if which == "fix":
        return fix()
    if which not in {"all", "fast"}:
        print(__doc__)
        return 2
    if which == "all" and not programs_of_the_machine():
        return 1
    failed = run_all(chosen(which))
    print("\nEverything holds." if not failed else f"\nFails: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
