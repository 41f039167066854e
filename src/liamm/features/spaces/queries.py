"""Reads about circles, and the answers other features ask for: who is in which circle, who may see what."""

from __future__ import annotations

from liamm.features.spaces.audience import (
    audience_keys,
    circles,
    in_community,
    is_member,
    keeps,
    keys_of,
    may_see,
    shared_with,
)

__all__ = [
    "audience_keys",
    "circles",
    "in_community",
    "is_member",
    "keeps",
    "keys_of",
    "may_see",
    "shared_with",
]
