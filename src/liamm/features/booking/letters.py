"""The letters of bookings, to whoever booked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from liamm.features.booking.models import Booking
from liamm.kernel.french import inner
from liamm.kernel.post.letters import Letter
from liamm.ui.dates import say_hours
from liamm.ui.times import now


@dataclass(frozen=True, kw_only=True)
class BookingLetter(Letter):
    """A letter about one booking; it binds, so it goes out whatever was stopped."""

    important: ClassVar[bool] = True

    booking: Booking
    rooms: str

    @property
    def topic(self) -> str:
        """The letters of one booking are filed together."""
        return f"booking:{self.booking.pk}"

    @property
    def when(self) -> str:
        """The day and the hours."""
        return say_hours(self.booking.starts, self.booking.ends, now())

    @property
    def action(self) -> tuple[str, str] | None:
        """Go and see."""
        return _("Voir la réservation"), self.booking.get_absolute_url()

    @property
    def why(self) -> str:
        """Because they booked."""
        return _("vous avez réservé dans la maison")


@dataclass(frozen=True, kw_only=True)
class RoomsBookedLetter(BookingLetter):
    """It is booked: what, where, when, and how to give it back."""

    kind: ClassVar[str] = "booking.booked"
    template: ClassVar[str] = "booking/mail/booked.md"

    @property
    def subject(self) -> str:
        """What is booked."""
        return _("C’est réservé : %(title)s") % {"title": inner(self.booking.title)}


@dataclass(frozen=True, kw_only=True)
class BookingCancelledLetter(BookingLetter):
    """It is cancelled, by whom (oneself or the team) and why."""

    kind: ClassVar[str] = "booking.cancelled"
    template: ClassVar[str] = "booking/mail/cancelled.md"

    by_oneself: bool

    @property
    def subject(self) -> str:
        """What is cancelled."""
        return _("Réservation annulée : %(title)s") % {"title": inner(self.booking.title)}
