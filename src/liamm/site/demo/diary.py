"""The sittings of the story, named from today: « copil-1 » is the last COPIL held, « copil+1 » the next one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.utils import timezone

from liamm.features.governance.calendar import Due, due_sittings

_NAME = re.compile(r"^(?P<body>[a-z]+)(?P<rank>[+-]\d+)$")
_BACK = timedelta(days=460)
_AHEAD = timedelta(days=400)


@dataclass
class Diary:
    """The days on which the bodies sit, by the cadence of the charter."""

    today: date

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
        held, to_come = self.held(match["body"]), self.to_come(match["body"])
        return held[rank] if rank < 0 else to_come[rank - 1]

    def held(self, body: str) -> list[Due]:
        """The sittings whose day is behind us, in order."""
        return [one for one in self._sittings[body] if day_of(one) < self.today]

    def to_come(self, body: str) -> list[Due]:
        """The sittings of today and after, in order."""
        return [one for one in self._sittings[body] if day_of(one) >= self.today]

    def since(self, body: str, first: date) -> list[Due]:
        """The sittings held since a day."""
        return [one for one in self.held(body) if day_of(one) >= first]


def day_of(due: Due) -> date:
    """The day on which a sitting is held, where the lab lives."""
    return timezone.localtime(due.starts).date()
