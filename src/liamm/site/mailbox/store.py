"""Mails as files, one `.eml` each, whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path
from uuid import uuid4


def keep(folder: Path, name: str, content: bytes) -> Path:
    """Write a mail so that after a crash it is there entire, or was never accepted."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"{name}.eml"
    draft = folder / f".{name}.{uuid4().hex}"
    with draft.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    _settle(folder)
    return path


def _settle(folder: Path) -> None:
    """Have the new name on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
