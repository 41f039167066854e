"""Which source runs here: the commit of a checkout; a wheel carries none, its version names it."""

from __future__ import annotations

import re
from pathlib import Path

import liamm

_COMMIT = re.compile(r"[0-9a-f]{40}")
ROOT = Path(liamm.__file__).resolve().parents[2]


def commit_of(root: Path) -> str:
    """The commit that a checkout stands on, read from its files; empty where there is no checkout."""
    try:
        folder = _git_folder(root)
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        said = _of_branch(folder, head.removeprefix("ref: ")) if head.startswith("ref: ") else head
    except (OSError, UnicodeDecodeError):
        return ""
    return said if _COMMIT.fullmatch(said) else ""


def _git_folder(root: Path) -> Path:
    """`.git`, or the folder that it names in a checkout beside another."""
    found = root / ".git"
    return found if found.is_dir() else root / found.read_text(encoding="utf-8").removeprefix("gitdir:").strip()


def _of_branch(folder: Path, branch: str) -> str:
    shared = folder / "commondir"
    common = folder / shared.read_text(encoding="utf-8").strip() if shared.is_file() else folder
    loose = common / branch
    if loose.is_file():
        return loose.read_text(encoding="utf-8").strip()
    lines = (common / "packed-refs").read_text(encoding="utf-8").splitlines()
    return next((line.split()[0] for line in lines if line.endswith(f" {branch}")), "")
