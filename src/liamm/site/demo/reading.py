"""Reading what the demonstration tells: its words are kept apart from what makes them happen."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

Told = dict[str, Any]
_TALES = Path(__file__).parent / "tales"


def tale(name: str) -> Told:
    """One tale by its name: `house`, `terrain/papiers`."""
    return tomllib.loads((_TALES / f"{name}.toml").read_text(encoding="utf-8"))


def tales(folder: str) -> dict[str, Told]:
    """All the tales of a folder, by name, in the order of the alphabet."""
    return {path.stem: tale(f"{folder}/{path.stem}") for path in sorted((_TALES / folder).glob("*.toml"))}


def words_of(name: str) -> str:
    """A long text that has a file of its own."""
    return (_TALES / name).read_text(encoding="utf-8")
