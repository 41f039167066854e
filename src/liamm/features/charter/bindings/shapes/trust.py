"""Trust: who reads before an act is published, and how long what is private is kept."""

from __future__ import annotations

from pydantic import Field

from liamm.features.charter.bindings.shapes.table import Table


class Publication(Table):
    """What happens before an act leaves: readers other than the writer, within some days."""

    text: str
    second_readers: int = Field(ge=1)
    public_within_days: int = Field(ge=0)


class RetentionDelay(Table):
    """How long one kind of private data is kept, in days, and why."""

    key: str
    name: str
    days: int = Field(ge=1)
    reason: str


class Retention(Table):
    """The delays after which private data goes."""

    delays: tuple[RetentionDelay, ...] = Field(min_length=1)

    def days(self, key: str) -> int:
        """Return the delay of one kind of data, in days."""
        return next(each.days for each in self.delays if each.key == key)
