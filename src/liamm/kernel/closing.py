"""Closing conditions: what other features ask before a thing may be closed, without the thing knowing them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from uuid import UUID

Condition = Callable[[UUID], Sequence[str]]
_conditions: dict[str, list[Condition]] = defaultdict(list)


def closing_condition(kind: str) -> Callable[[Condition], Condition]:
    """Ask something before a thing of `kind` closes: the function says, in words, what is missing (or nothing)."""

    def register(condition: Condition) -> Condition:
        _conditions[kind].append(condition)
        return condition

    return register


def missing_to_close(kind: str, subject_id: UUID) -> list[str]:
    """All that is still missing before this thing may close."""
    return [missing for condition in _conditions[kind] for missing in condition(subject_id)]
