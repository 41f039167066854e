"""Mails as files, one `.eml` each, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Collection
from datetime import UTC, datetime
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
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


def forget_expired(folder: Path, now: datetime) -> int:
    """Let go of the mails that say of themselves when they are good for nothing any more (Expires); how many."""
    over = [path for path in folder.glob("[!.]*.eml") if (end := _end(path)) is not None and end <= now]
    for path in over:
        path.unlink(missing_ok=True)
    return len(over)


def forget_recalled(folder: Path, message_ids: Collection[str]) -> int:
    """Let go of the mails of these Message-IDs; how many."""
    found = [path for path in folder.glob("[!.]*.eml") if _header(path, "Message-ID") in message_ids]
    for path in found:
        path.unlink(missing_ok=True)
    return len(found)


def forget_old(folder: Path, before: datetime) -> int:
    """Let go of the mails that were left here before a moment; how many."""
    over = [path for path in folder.glob("[!.]*.eml") if path.stat().st_mtime < before.timestamp()]
    for path in over:
        path.unlink(missing_ok=True)
    return len(over)


def _header(path: Path, name: str) -> str:
    """A header of a mail; nothing when it is gone meanwhile."""
    try:
        with path.open("rb") as file:
            return str(BytesHeaderParser().parse(file)[name] or "").strip()
    except OSError:
        return ""


def _end(path: Path) -> datetime | None:
    said = _header(path, "Expires")
    try:
        end = parsedate_to_datetime(said) if said else None
    except (ValueError, TypeError):  # a date that is none
        return None
    return end.replace(tzinfo=UTC) if end and end.tzinfo is None else end


def _settle(folder: Path) -> None:
    """Have the new name on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
