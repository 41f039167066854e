"""What the table of verbs says of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: what it does, and whether its module needs Django and a database before it is imported.

    `migrated`: it needs a database at this version. `looks`: it only looks, and makes nothing.
    """

    purpose: str
    django: bool = True
    migrated: bool = False
    looks: bool = False
