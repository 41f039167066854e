"""What the tests run through: SlipCover notes it in each worker, and here it is judged.

The tracer of coverage.py is called for each line of Django too, and the tests take twice their time; SlipCover writes
its notes into the product alone. Loaded by `-p tests.covering`, before anything of the product is imported; then
`python -m tests.covering` says what was missed, and fails below the floors.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, merge_coverage

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "liamm"
NOTED = ROOT / ".venv" / "noted"
OMITTED = ["*/migrations/*", "*/tests/*", "*/site/settings/*"]
EXCLUDED = ["if TYPE_CHECKING:", "raise NotImplementedError", r"assert_never\(", "@overload", "if __name__ =="]
FLOOR = 90
KINDS = ("rules", "policies", "actions")
"""What decides is covered whole."""

Said = dict[str, Any]


def pytest_sessionstart(session: pytest.Session) -> None:
    """Forget the last run, before any worker writes of this one."""
    if not hasattr(session.config, "workerinput"):
        rmtree(NOTED, ignore_errors=True)
        NOTED.mkdir(parents=True)


def pytest_sessionfinish() -> None:
    """Write down what this process ran through."""
    name = os.environ.get("PYTEST_XDIST_WORKER", "alone")
    (NOTED / f"{name}.json").write_text(json.dumps(_noting.get_coverage()))


def begin() -> Slipcover:
    """Note from here on what is run of the product."""
    sources, omitted = [str(SOURCE)], [*OMITTED]
    noting = Slipcover(branch=True, source=sources, omit=omitted, exclude_also=EXCLUDED)
    ImportManager(noting, FileMatcher(sources=sources, omit=omitted)).__enter__()
    return noting


def all_noted() -> Said:
    """What all the processes of the last run went through together."""
    first, *others = [json.loads(path.read_text()) for path in sorted(NOTED.glob("*.json"))]
    for other in others:
        merge_coverage(first, other)
    return dict(first)


def decides(name: str) -> bool:
    """Whether a module says what is allowed or done."""
    path = Path(name)
    return path.stem in KINDS or bool({*path.parts[:-1]} & {*KINDS})


def missed(said: Said) -> Iterator[str]:
    """The files in which something was missed, each in a line."""
    for name, one in sorted(said["files"].items()):
        lines, ways = one["missing_lines"], one["missing_branches"]
        if lines or ways:
            yield f"{name}: lines {lines or '-'}, ways {ways or '-'}"


def share(said: Said) -> float:
    """How many in a hundred of the statements and of the ways out of branches were run through."""
    held = [one["summary"] for one in said["files"].values()]
    run, all_ = (sum(one[f"{sort}_lines"] + one[f"{sort}_branches"] for one in held) for sort in ("covered", "missing"))
    return 100 * run / (run + all_)


def judge(said: Said) -> int:
    """Print what was missed, that which decides last, and give the answer of the command."""
    deciding = {**said, "files": {name: one for name, one in said["files"].items() if decides(name)}}
    print(*missed(said), sep="\n")
    print(f"\n{share(said):.1f} % of the product is run through; at least {FLOOR} are asked.")
    holes = [*missed(deciding)]
    print(f"{share(deciding):.1f} % of rules, policies and actions, {len(deciding['files'])} modules; all is asked.")
    print(*holes, sep="\n")
    return int(bool(holes) or share(said) < FLOOR)


if __name__ == "__main__":
    sys.exit(judge(all_noted()))
_noting = begin()
