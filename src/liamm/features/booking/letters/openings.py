"""The letters of openings beside the hours: to whoever keeps the house, then to whoever asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.booking.enums import OpeningState
from liamm.features.booking.models import Booking, Opening
from liamm.kernel.post.letters import Letter
from liamm.ui.dates import say_hours
from liamm.ui.times import now


@dataclass(frozen=True, kw_only=True)
class OpeningLetter(Letter):
    """A letter about one opening; it binds, so it goes out whatever was stopped."""

    important: ClassVar[bool] = True

    opening: Opening
    rooms: str

    @property
    def topic(self) -> str:
        """The letters of one opening are filed together."""
        return f"opening:{self.opening.pk}"

    @property
    def when(self) -> str:
        """The day and the hours."""
        return say_hours(self.opening.starts, self.opening.ends, now())


@dataclass(frozen=True, kw_only=True)
class OpeningAskedLetter(OpeningLetter):
    """Somebody asks the house to open: when, where and why."""

    kind: ClassVar[str] = "booking.opening_asked"
    template: ClassVar[str] = "booking/mail/opening_asked.md"

    @property
    def subject(self) -> str:
        """What is asked."""
        return _("Ouvrir la maison : %(when)s ?") % {"when": self.when}

    @property
    def action(self) -> tuple[str, str] | None:
        """Go and answer."""
        return _("Répondre"), self.opening.get_absolute_url()

    @property
    def why(self) -> str:
        """Because they keep the house."""
        return _("vous tenez la maison")


@dataclass(frozen=True, kw_only=True)
class OpeningAnsweredLetter(OpeningLetter):
    """Yes or no, and why; with a yes, the way to book."""

    kind: ClassVar[str] = "booking.opening_answered"
    template: ClassVar[str] = "booking/mail/opening_answered.md"

    @property
    def granted(self) -> bool:
        """Whether the house opens."""
        return self.opening.state == OpeningState.GRANTED

    @property
    def subject(self) -> str:
        """The answer."""
        said = _("La maison ouvrira : %(when)s") if self.granted else _("La maison n’ouvrira pas : %(when)s")
        return said % {"when": self.when}

    @property
    def action(self) -> tuple[str, str] | None:
        """Book in what is opened; or read what was said."""
        if not self.granted:
            return _("Voir la demande"), self.opening.get_absolute_url()
        starts, ends = timezone.localtime(self.opening.starts), timezone.localtime(self.opening.ends)
        hours = f"day={starts:%Y-%m-%d}&starts={starts:%H:%M}&ends={ends:%H:%M}"
        rooms = "".join(f"&rooms={number}" for number in self.opening.rooms)
        return _("Réserver"), f"{reverse('booking:book')}?{hours}{rooms}"

    @property
    def why(self) -> str:
        """Because they asked."""
        return _("vous avez demandé que la maison ouvre")


@dataclass(frozen=True, kw_only=True)
class OpeningTakenBackLetter(OpeningLetter):
    """The house will not open after all, and why; `booking` is what one has in it, when it is kept all the same."""

    kind: ClassVar[str] = "booking.opening_taken_back"
    template: ClassVar[str] = "booking/mail/opening_taken_back.md"

    booking: Booking | None = None

    @property
    def subject(self) -> str:
        """What does not happen."""
        return _("La maison n’ouvrira finalement pas : %(when)s") % {"when": self.when}

    @property
    def action(self) -> tuple[str, str] | None:
        """Go and see what one has, or had asked for."""
        if self.booking:
            return _("Voir la réservation"), self.booking.get_absolute_url()
        return _("Voir la demande"), self.opening.get_absolute_url()

    @property
    def why(self) -> str:
        """Because they booked, or had asked."""
        if self.booking:
            return _("vous avez réservé dans la maison")
        return _("vous avez demandé que la maison ouvre")


@dataclass(frozen=True, kw_only=True)
class HouseOpenedLetter(OpeningLetter):
    """Somebody of the team opens the house beside its hours: who leads it learns it."""

    kind: ClassVar[str] = "booking.house_opened"
    template: ClassVar[str] = "booking/mail/house_opened.md"

    @property
    def subject(self) -> str:
        """When it opens."""
        return _("La maison ouvrira : %(when)s") % {"when": self.when}

    @property
    def action(self) -> tuple[str, str] | None:
        """Go and see."""
        return _("Voir l’ouverture"), self.opening.get_absolute_url()

    @property
    def why(self) -> str:
        """Because they keep the house."""
        return _("vous tenez la maison")
