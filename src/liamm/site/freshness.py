"""Whether anything that `liamm migrate` looks after changed since it last ran here.

Cheap enough for every start: names, sizes and dates of files, no import of Django. A database that was put back from
a backup does not show, so a start that skipped `migrate` still runs it, after the first page.
"""

from __future__ import annotations

import hashlib
import os
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import liamm
from liamm.site import options

_PACKAGE = Path(liamm.__file__).parent


def is_fresh(url: str) -> bool:
    """Whether `migrate` has nothing to do, as far as files tell."""
    stamp = _stamp()
    return stamp.exists() and stamp.read_text(encoding="utf-8") == _fingerprint(url)


def remember(url: str) -> None:
    """Note that `migrate` has just done all there was."""
    stamp = _stamp()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(_fingerprint(url), encoding="utf-8")


def forget() -> None:
    """Note that `migrate` has something to do."""
    _stamp().unlink(missing_ok=True)


def _stamp() -> Path:
    return options.VAR / "migrated"


def _fingerprint(url: str) -> str:
    """Migrations, static files, the charters, the packages installed beside us, and which database it is."""
    digest = hashlib.sha256(url.encode())
    for path in sorted(_looked_after()):
        found = path.stat()
        digest.update(f"{path}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _looked_after() -> Iterator[Path]:
    charters = Path(os.environ.get("LIAMM_CHARTERS", ""))
    folders = [charters] if charters.name else [_PACKAGE / "charters", _PACKAGE.parents[1] / "charters"]
    yield from _PACKAGE.rglob("migrations/*.py")
    for files in (_PACKAGE.rglob("static/**/*"), *(folder.rglob("*") for folder in folders)):
        yield from (path for path in files if path.is_file())
    yield from Path(sysconfig.get_paths()["purelib"]).glob("*.dist-info")
