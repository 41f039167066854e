"""How long a room is held for somebody who is not sure yet."""

from __future__ import annotations

from datetime import datetime, timedelta

_SHORTEST = timedelta(hours=1)
"""An option that would lapse sooner is none."""


def option_term(now: datetime, starts: datetime, *, asked: timedelta, before: timedelta) -> datetime | None:
    """Until when an option holds: as long as asked, and never nearer to the start than `before`; None when too late.

    It ends on a whole minute, as it is said.
    """
    term = min(now + asked, starts - before).replace(second=0, microsecond=0)
    return term if term - now >= _SHORTEST else None


def to_remind(now: datetime, taken: datetime, term: datetime, *, before: timedelta) -> bool:
    """Whether the term comes near; what was taken with less time than that ahead is reminded at half of it."""
    ahead = min(before, (term - taken) / 2)
    return term - ahead <= now < term
