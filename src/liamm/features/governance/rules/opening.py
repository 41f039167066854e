"""How far from its day a sitting may still be opened."""

from __future__ import annotations

from datetime import date

AWAY = 31


def is_far(planned: date, today: date) -> bool:
    """Whether a sitting is too far from the day it was planned on to be opened."""
    return abs((planned - today).days) > AWAY
