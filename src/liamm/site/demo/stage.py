"""The stage of the demonstration: what was made so far, and the days on which it happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from liamm.features.accounts.models import Organisation, Person
from liamm.features.spaces.models import Space
from liamm.kernel import clock


@dataclass(slots=True)
class Stage:
    """The story is told in days before today, so that the demonstration is always fresh."""

    today: date
    lab: Space | None = None
    troupes: dict[str, Organisation] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    things: dict[str, object] = field(default_factory=dict)

    def day(self, ago: int) -> date:
        """The day that was `ago` days before today (negative: to come)."""
        return self.today - timedelta(days=ago)

    @contextmanager
    def ago(self, days: int, hour: int = 10, minute: int = 0) -> Iterator[None]:
        """Do what follows as it was done that day at that hour."""
        moment = timezone.make_aware(datetime.combine(self.day(days), time(hour, minute)))
        with clock.at(moment):
            yield
