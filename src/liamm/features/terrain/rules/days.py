"""Days as people write them in a table."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime

from liamm.kernel.french import fold

_MONTHS = (
    *("janvier", "fevrier", "mars", "avril", "mai", "juin"),
    *("juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
)
_SHORTEST_MONTH = 3
_HOUR = re.compile(r"[ T]+(?:à +)?\d{1,2} ?[:h] ?(?:\d{2})?(?::\d{2}(?:\.\d+)?)?Z?$", re.IGNORECASE)
_IN_WORDS = re.compile(r"(?:[a-z]+di |dimanche )?(?:le )?(\d{1,2})(?:er)? ([a-z]+)\.? (\d{4})")


def read_day(said: str) -> date | None:
    """A day as people write it in a table, with or without the hour; None for anything else.

    26/11/2026, 26-11-26, 2026-11-26, 26/11/2026 14:30, jeudi 26 novembre 2026.
    """
    said = _HOUR.sub("", said.strip())
    for shape in ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d/%m/%y", "%d-%m-%y"):
        try:
            return datetime.strptime(said, shape).date()  # noqa: DTZ007  # a day has no time zone
        except ValueError:
            continue
    return _in_words(said)


def _in_words(said: str) -> date | None:
    match = _IN_WORDS.fullmatch(" ".join(fold(said).split()))
    if match is None or len(match[2]) < _SHORTEST_MONTH:
        return None
    months = [number for number, name in enumerate(_MONTHS, start=1) if name.startswith(match[2])]
    try:
        return date(int(match[3]), months[0], int(match[1])) if len(months) == 1 else None
    except ValueError:
        return None


_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def nearest_day(said: str) -> tuple[str, ...]:
    """The last day of the month for a day past its end (28/02/2026 for 31/02/2026); nothing for anything else."""
    if match := _DAY_FIRST.fullmatch(said):
        day, month, year = map(int, match.groups())
    elif match := _YEAR_FIRST.fullmatch(said):
        year, month, day = map(int, match.groups())
    else:
        return ()
    if not (day and year and month in range(1, 13)):
        return ()
    last = calendar.monthrange(year, month)[1]
    return (f"{min(day, last):02d}/{month:02d}/{year:04d}",)
