"""The sittings of the story, named from now: « copil-1 » is the last COPIL held, « copil+1 » the next one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise

from django.utils import timezone

from liamm.features.governance.calendar import Due, due_sittings

_NAME = re.compile(r"^(?P<body>[a-z]+)(?P<rank>[+-]\d+)$")
_BACK = timedelta(days=460)
_AHEAD = timedelta(days=400)
_PUBLISHED = timedelta(days=1)


@dataclass
class Diary:
    """The days on which the bodies sit, by the cadence of the charter."""

    now: datetime

    @property
    def today(self) -> date:
        """The day on which the story is told, where the lab lives."""
        return timezone.localtime(self.now).date()

    @cached_property
    def _sittings(self) -> Mapping[str, list[Due]]:
        return {body: due_sittings(body, self.today - _BACK, self.today + _AHEAD) for body in ("copil", "codir")}

    def named(self, name: str) -> Due:
        """A sitting by its name.

        Raises LookupError for a name that means none.
        """
        match = _NAME.match(name)
        if match is None:
            raise LookupError(name)
        rank = int(match["rank"])
        return self._told(match["body"])[rank] if rank < 0 else self.to_come(match["body"])[rank - 1]

    def _told(self, body: str) -> list[Due]:
        """The held sittings that the story counts: the last, and each that was heard by the other body in time.

        A holiday may put off a COPIL until no CODIR is left before the next one: the story passes over it as long as
        what it would have proposed is not confirmed and published.
        """
        held = self.held(body)
        if body != "copil":
            return held
        return [one for one, after in pairwise(held) if self._was_heard(one, after)] + held[-1:]

    def _was_heard(self, copil: Due, after: Due) -> bool:
        answer = next(day_of(one) for one in self._sittings["codir"] if day_of(one) > day_of(copil))
        return answer < day_of(after) or answer + _PUBLISHED < self.today

    def held(self, body: str) -> list[Due]:
        """The sittings whose end is behind us, in order."""
        return [one for one in self._sittings[body] if one.ends <= self.now]

    def to_come(self, body: str) -> list[Due]:
        """The sittings that are not behind us, in order: that of this very hour is yet to be opened."""
        return [one for one in self._sittings[body] if one.ends > self.now]

    def since(self, body: str, first: date) -> list[Due]:
        """The sittings held since a day."""
        return [one for one in self.held(body) if day_of(one) >= first]


def day_of(due: Due) -> date:
    """The day on which a sitting is held, where the lab lives."""
    return timezone.localtime(due.starts).date()
