"""The letters of who is expected in a room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.booking.arriving import release_of
from liamm.features.booking.letters.bookings import BookingLetter
from liamm.features.booking.options import link_of
from liamm.kernel.french import inner
from liamm.ui.dates import say_time


@dataclass(frozen=True, kw_only=True)
class ArrivalAskedLetter(BookingLetter):
    """Are you there? One click says so; otherwise the room goes to others. Their calendar has it already."""

    kind: ClassVar[str] = "booking.arrival_asked"
    template: ClassVar[str] = "booking/mail/arrival_asked.md"
    invitation: ClassVar[None] = None

    @property
    def until(self) -> str:
        """At what time the room is given back."""
        until = release_of(self.booking)
        assert until  # it is asked only before that
        return say_time(timezone.localtime(until).time())

    @property
    def subject(self) -> str:
        """The question."""
        return _("Êtes-vous là ? %(title)s") % {"title": inner(self.booking.title)}

    @property
    def action(self) -> tuple[str, str] | None:
        """One click leads to the answer, without signing in."""
        return _("Nous sommes là"), link_of(self.booking)


@dataclass(frozen=True, kw_only=True)
class BookingReleasedLetter(BookingLetter):
    """Nobody came, so the room is free for others; and what to do if one is there."""

    kind: ClassVar[str] = "booking.released"
    template: ClassVar[str] = "booking/mail/released.md"

    @property
    def subject(self) -> str:
        """What is given back."""
        return _("Nous ne vous avons pas vus : %(title)s") % {"title": inner(self.booking.title)}


@dataclass(frozen=True, kw_only=True)
class BookingRestoredLetter(BookingLetter):
    """The room is theirs again."""

    kind: ClassVar[str] = "booking.restored"
    template: ClassVar[str] = "booking/mail/restored.md"

    @property
    def subject(self) -> str:
        """What is theirs."""
        return _("La salle est de nouveau à vous : %(title)s") % {"title": inner(self.booking.title)}
