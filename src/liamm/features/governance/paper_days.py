"""Days as they are printed: paper is read later, so each has its year."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format


def paper_day(day: date) -> str:
    """« jeudi 26 novembre 2026 »."""
    return date_format(day, "l j F Y")
