"""Runs the checks of the house, all of them even when one fails, and says at the end which did.

python tools/checks.py all | fast | fix
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from machine import programs_of_the_machine

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
SOURCES = ROOT / "src" / "liamm"
FLOOR = 90
DECIDING = 100
KINDS = ("rules", "policies", "actions")
WHOLE = (f"--fail-under={DECIDING}", "--include=" + ",".join(f"*/{kind}.py,*/{kind}/*.py" for kind in KINDS))
FAST = frozenset({"fast"})
ALL = frozenset({"all"})


@dataclass(frozen=True)
class Check:
    """One check: what it looks after, and how it is run."""

    name: str
    command: list[str]
    folder: Path = ROOT
    when: frozenset[str] = FAST | ALL


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
    """All checks, the quickest first."""
    pytest = tool("pytest", "-q", "-n", "auto", "-p", "no:cacheprovider")
    inside = [*pytest, "-m", "not journey and not process"]
    covered = [*inside, "--cov", "--cov-report=term:skip-covered", f"--cov-fail-under={FLOOR}"]
    return [
        Check("style of the code", tool("ruff", "check", ".")),
        Check("form of the code", tool("ruff", "format", "--check", ".")),
        Check("layers", tool("lint-imports")),
        Check("form of the templates", tool("djade", "--check", "--target-version", "5.2", *templates())),
        Check("indents of the templates", tool("djhtml", "--check", "--tabwidth", "2", *templates())),
        Check("style of the front end", node_tool("biome", "check", ".", "../src/liamm"), ROOT / "frontend"),
        Check("types of the front end", node_tool("tsc", "--noEmit"), ROOT / "frontend"),
        Check("types of the code", tool("mypy")),
        Check("translations", tool("python", "tools/messages.py", "--check"), when=ALL),
        Check("tests", inside, when=FAST),
        Check("tests and what they cover", covered, when=ALL),
        Check("rules, policies and actions covered whole", tool("coverage", "report", *WHOLE), when=ALL),
        Check("houses opened, closed and killed", [*pytest, "-m", "process"], when=ALL),
        Check("journeys in a browser", [*pytest, "-m", "journey"], when=ALL),
    ]


def chosen(which: str) -> list[Check]:
    """The fast checks, or all."""
    return [check for check in checks() if which in check.when]


def run(check: Check) -> bool:
    """Run one check and say how it went."""
    print(f"\n── {check.name}", flush=True)
    start = time.monotonic()
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "liamm.site.settings.test"}
    code = subprocess.run(check.command, cwd=check.folder, check=False, env=environment).returncode
    print(f"   {'holds' if code == 0 else 'FAILS'} ({time.monotonic() - start:.1f} s)", flush=True)
    return code == 0


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
    failed = [check.name for check in chosen(which) if not run(check)]
    print("\nEverything holds." if not failed else f"\nFails: {', '.join(failed)}.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
