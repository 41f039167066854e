"""Choosing what rooms are booked for: among the latest of each kind, or the one whose page led here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.models import Booking
from liamm.features.booking.purposes import Offered, key_of, offered_as, offered_to, read_key
from liamm.features.spaces.queries import in_community

Choices = Sequence[tuple[str, str | Sequence[tuple[str, str]]]]


class Purposes:
    """What a person may book for; read when it is shown, and of what was sent that one thing alone."""

    def __init__(self, person: Person, was: Booking | None, chosen: str) -> None:
        self._person, self._chosen = person, chosen
        self._kept = key_of(was) if was and was.purpose_id else ""

    def may_be(self, key: str) -> bool:
        """Whether rooms may be booked for this: what a booking was for, it stays for."""
        return key == self._kept or self._found(key) is not None

    @cached_property
    def choices(self) -> Choices:
        """Nothing in particular, what it was for, then each kind by its name; no choice when there is nothing else."""
        by_kind: dict[str, list[Offered]] = {}
        for one in self._offered:
            by_kind.setdefault(str(one.kind), []).append(one)
        groups = [(kind, [(one.key, one.title) for one in sorted(some, key=_title)]) for kind, some in by_kind.items()]
        known = {one.key for one in self._offered}
        kept = [(self._kept, _("ce pour quoi c’était réservé"))] if self._kept and self._kept not in known else []
        free = in_community(self._person) or not (kept or groups)
        nothing = [("", _("rien de particulier"))] if free else []
        return [*nothing, *kept, *groups]

    @property
    def is_something(self) -> bool:
        """Whether there is something to choose."""
        return bool(self._kept or self._offered)

    @cached_property
    def _offered(self) -> list[Offered]:
        found = offered_to(self._person)
        chosen = None if self._chosen in {one.key for one in found} else self._found(self._chosen)
        return [*found, chosen] if chosen else found

    def _found(self, key: str) -> Offered | None:
        read = read_key(key)
        return offered_as(self._person, read) if read else None


def _title(one: Offered) -> str:
    return one.title.casefold()


class PurposeField(forms.ChoiceField):
    """A choice whose list is drawn only where it is shown: what is sent is looked for by itself."""

    purposes: Purposes

    def offer(self, purposes: Purposes) -> None:
        """Offer what this person may book for."""
        self.purposes = purposes
        self.choices = lambda: purposes.choices

    def valid_value(self, value: Any) -> bool:
        """Whether one may book for it, listed or not."""
        return self.purposes.may_be(str(value))
