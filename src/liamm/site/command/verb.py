"""What the table of verbs says of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: what it does, and whether its module needs Django and a database before it is imported."""

    purpose: str
    django: bool = True
