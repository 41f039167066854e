"""Trust: who reads before an act is published, what the house promised, how long what is private is kept."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext
from pydantic import Field

from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.enums import Source

_MONTH = 30


class Publication(Table):
    """What happens before an act leaves: readers other than the writer, within some days."""

    text: str
    second_readers: int = Field(ge=1)
    public_within_days: int = Field(ge=0)


class Practice(Table):
    """One thing that the house promised."""

    key: str
    text: str


class Practices(Table):
    """What the house promised about what people confide to it and what is engaged in its name.

    A version that says nothing of it promises the same, in no words of its own.
    """

    practices: tuple[Practice, ...] = ()
    longest_community_years: int = Field(default=5, ge=1)

    def of(self, key: str) -> Practice:
        """Return one of them."""
        said = next((each for each in self.practices if each.key == key), None)
        return said or Practice(source=Source.HOUSE, key=key, text="")


class RetentionDelay(Table):
    """How long one kind of private data is kept, in days, and why."""

    key: str
    name: str
    days: int = Field(ge=1)
    reason: str

    @property
    def said(self) -> str:
        """How long, in words: in months from one month on."""
        if self.days < _MONTH:
            return ngettext("%(count)d jour", "%(count)d jours", self.days) % {"count": self.days}
        return gettext("%(count)d mois") % {"count": round(self.days * 12 / 365)}


class Retention(Table):
    """The delays after which private data goes."""

    delays: tuple[RetentionDelay, ...] = Field(min_length=1)

    def of(self, key: str) -> RetentionDelay:
        """Return the delay of one kind of data."""
        return next(each for each in self.delays if each.key == key)

    def days(self, key: str) -> int:
        """Return it in days."""
        return self.of(key).days
