"""Déroulés to start from that come with the house."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from liamm.features.workshops.drafts import BlockDraft

_FILE = Path(__file__).parent / "given.toml"


@dataclass(frozen=True, slots=True)
class Given:
    """One of them."""

    key: str
    title: str
    aim: str
    blocks: Sequence[BlockDraft]


@lru_cache(maxsize=1)
def given() -> dict[str, Given]:
    """All of them, by key."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))["workshop"]
    return {
        one["key"]: Given(one["key"], one["title"], one["aim"], tuple(BlockDraft(**block) for block in one["blocks"]))
        for one in told
    }
