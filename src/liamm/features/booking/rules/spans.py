"""Stretches of time, from a moment until another which is outside: joined, and what several have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

Span = tuple[datetime, datetime]


def joined(spans: Iterable[Span]) -> list[Span]:
    """The same times in order, those that touch made one."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found


def common(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """The times that are in both."""
    met = [(max(one[0], other[0]), min(one[1], other[1])) for one in some for other in others]
    return sorted(span for span in met if span[0] < span[1])
