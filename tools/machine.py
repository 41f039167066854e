"""Makes sure of the programs that only tests and figures need, which no package registry of ours has.

python tools/machine.py chromium …    the named ones must be there: installed when we may, named when we may not
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection

DEBIAN = {"chromium": "chromium", "msgfmt": "gettext", "pdftotext": "poppler-utils"}


def lacking(programs: Collection[str]) -> list[str]:
    """The packages of those that are not here."""
    return [DEBIAN[program] for program in programs if not shutil.which(program)]


def programs_of_the_machine(programs: Collection[str] = tuple(DEBIAN), *, who: str = "The tests need") -> bool:
    """Whether these programs are there; as root they are installed when missing."""
    missing = lacking(programs)
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"Installing {', '.join(missing)} …", flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
        subprocess.run(["apt-get", "install", "-qq", "-y", "--no-install-recommends", *missing], check=False, env=quiet)
        missing = lacking(programs)
    if missing:
        print(f"{who} programs that are not here. On Debian: apt install {' '.join(missing)}", flush=True)
    return not missing


def main() -> int:
    """Make sure of what was named; the exit code."""
    programs = sys.argv[1:]
    if not programs or set(programs) - set(DEBIAN):
        print(__doc__)
        return 2
    return 0 if programs_of_the_machine(programs, who="The figures need") else 1


if __name__ == "__main__":
    sys.exit(main())
