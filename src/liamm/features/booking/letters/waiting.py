"""The letters of who waits for a room."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.booking.letters.bookings import OptionLetter
from liamm.features.booking.models import Waiting
from liamm.features.booking.waiting import link_to, promise
from liamm.kernel.french import inner
from liamm.kernel.post.letters import Letter
from liamm.ui.dates import say_hours
from liamm.ui.times import now


@dataclass(frozen=True, kw_only=True)
class WaitingLetter(Letter):
    """A letter to whoever waits for a room."""

    waiting: Waiting
    rooms: str

    @property
    def topic(self) -> str:
        """The letters of one waiting are filed together."""
        return f"waiting:{self.waiting.pk}"

    @property
    def title(self) -> str:
        """What would happen there."""
        return inner(str(self.waiting.asked["title"]))

    @property
    def when(self) -> str:
        """The day and the hours."""
        return say_hours(self.waiting.starts, self.waiting.ends, now())

    @property
    def promise(self) -> str:
        """What the house does once it is free."""
        return promise(self.waiting)

    @property
    def why(self) -> str:
        """Because they wait."""
        return _("vous attendez une salle de la maison")


@dataclass(frozen=True, kw_only=True)
class WaitingBegunLetter(WaitingLetter):
    """One is in line: how many come before, and how to leave."""

    kind: ClassVar[str] = "booking.waiting_begun"
    template: ClassVar[str] = "booking/mail/waiting_begun.md"

    before: int

    @property
    def subject(self) -> str:
        """What is waited for."""
        said = (
            _("Vous attendez des salles : %(title)s")
            if self.waiting.together
            else _("Vous attendez une salle : %(title)s")
        )
        return said % {"title": self.title}

    @property
    def action(self) -> tuple[str, str] | None:
        """One click leads to where one follows it, and leaves."""
        return _("Suivre, ou ne plus attendre"), link_to(self.waiting)


@dataclass(frozen=True, kw_only=True)
class WaitingOverLetter(WaitingLetter):
    """The room did not become free."""

    kind: ClassVar[str] = "booking.waiting_over"
    template: ClassVar[str] = "booking/mail/waiting_over.md"

    @property
    def subject(self) -> str:
        """What was waited for."""
        said = _("La salle ne s’est pas libérée : %(title)s")
        if self.waiting.together:
            said = _("Les salles ne se sont pas libérées ensemble : %(title)s")
        elif self.waiting.any_one:
            said = _("Aucune salle ne s’est libérée : %(title)s")
        return said % {"title": self.title}

    @property
    def action(self) -> tuple[str, str] | None:
        """Look for something else."""
        return _("Réserver une salle"), reverse("booking:book")


@dataclass(frozen=True, kw_only=True)
class RoomOfferedLetter(OptionLetter):
    """What one waited for is free, and held until one says yes."""

    kind: ClassVar[str] = "booking.room_offered"
    template: ClassVar[str] = "booking/mail/room_offered.md"

    several: bool = False

    @property
    def subject(self) -> str:
        """What is free."""
        said = (
            _("Les salles sont libres pour vous : %(title)s")
            if self.several
            else _("La salle est libre pour vous : %(title)s")
        )
        return said % {"title": inner(self.booking.title)}

    @property
    def why(self) -> str:
        """Because they wait."""
        return _("vous attendez une salle de la maison")
