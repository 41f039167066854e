"""Houses that are opened once and copied by whoever needs one: making the tables or telling the story is long."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from hashlib import sha256
from pathlib import Path

from tests.processes.house import ROOT, House, until

KEPT = "LIAMM_TEST_HOUSES"
"""The folder, if one is named, where those who check everything have had the houses told beforehand."""

TOLD: dict[str, dict[str, str]] = {"new": {}, "demonstration": {"LIAMM_DEMO": "1"}}


def seeded(folder: Path, name: str) -> Path:
    """The data of a house that was opened once, today, from these sources, and closed; parallel runs wait for it.

    It is in the folder of those who run, unless one is named for all that is checked.
    """
    environment = TOLD[name]
    folder = Path(os.environ.get(KEPT) or folder) / name / _told_from()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "told").exists():
            house = House(folder / "var", **environment)
            try:
                house.start()
                until(lambda: not waiting_letters(house), 240)
            finally:
                house.end()
            (folder / "told").touch()
    return folder / "var"


def copied(seed: Path, folder: Path) -> Path:
    """The data of a seed, in a folder of its own."""
    subprocess.run(["cp", "-a", str(seed), str(folder / "var")], check=True)
    return folder / "var"


def waiting_letters(house: House) -> int:
    """How many letters should have left and have not yet."""
    with house.database() as connection:
        due = connection.execute("SELECT id FROM post_message WHERE state <> 'sent' AND due_at < now()").fetchall()
    return len(due)


def _told_from() -> str:
    """A mark of the day and of all that the demonstration is made from, so that no old house is walked."""
    mark = sha256(str(date.today()).encode())  # noqa: DTZ011  # the day on which the story is told is that of the machine
    for folder in (ROOT / "src", ROOT / "charters"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".toml", ".po"} and "tests" not in path.parts:
                mark.update(path.read_bytes())
    return mark.hexdigest()[:12]


def main() -> int:
    """Tell all the houses side by side, in the folder that is named."""
    with ThreadPoolExecutor() as pool:
        for told in pool.map(lambda name: seeded(Path(os.environ[KEPT]), name), TOLD):
            print(told.parent.parent.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
