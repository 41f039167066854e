"""The letters of bookings, to whoever booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.booking.arriving import patience_for
from liamm.features.booking.calendars import inviting, inviting_series
from liamm.features.booking.models import Booking, Series
from liamm.features.booking.options import link_of
from liamm.kernel.french import inner
from liamm.kernel.ical import Invitation
from liamm.kernel.post.letters import Letter
from liamm.ui.dates import say_hours, say_moment
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

    @property
    def invitation(self) -> Invitation | None:
        """The booking in their calendar, as it is now."""
        return inviting(self.booking, self.rooms)


@dataclass(frozen=True, kw_only=True)
class DeclinedLetter(BookingLetter):
    """Their calendar says that they do not come: the rooms stay theirs until they cancel."""

    kind: ClassVar[str] = "booking.declined"
    template: ClassVar[str] = "booking/mail/declined.md"
    invitation: ClassVar[None] = None

    @property
    def subject(self) -> str:
        """The question."""
        return _("Gardez-vous la salle ? %(title)s") % {"title": inner(self.booking.title)}

    @property
    def action(self) -> tuple[str, str] | None:
        """Cancel."""
        return _("Annuler la réservation"), reverse("booking:cancel", args=[self.booking.reference])


@dataclass(frozen=True, kw_only=True)
class RoomsBookedLetter(BookingLetter):
    """It is booked: what, where, when, and how to give it back."""

    kind: ClassVar[str] = "booking.booked"
    template: ClassVar[str] = "booking/mail/booked.md"

    @property
    def subject(self) -> str:
        """What is booked."""
        return _("C’est réservé : %(title)s") % {"title": inner(self.booking.title)}

    @property
    def is_awaited(self) -> bool:
        """Whether they will be asked to say that they are there."""
        return patience_for(self.booking) is not None

    @property
    def action(self) -> tuple[str, str] | None:
        """A page from which one says that one is there, or gives back, without signing in."""
        return _("Voir la réservation"), link_of(self.booking)


@dataclass(frozen=True, kw_only=True)
class OptionLetter(BookingLetter):
    """A letter about an option: until when the rooms are held, and a link that answers without signing in."""

    @property
    def until(self) -> str:
        """Until when."""
        assert self.booking.option_until  # an option has a term
        return say_moment(self.booking.option_until, now())

    @property
    def action(self) -> tuple[str, str] | None:
        """One click leads to the answer."""
        return _("Confirmer ou annuler"), link_of(self.booking)


@dataclass(frozen=True, kw_only=True)
class OptionTakenLetter(OptionLetter):
    """The rooms are held: what, where, when, and until when to confirm."""

    kind: ClassVar[str] = "booking.option_taken"
    template: ClassVar[str] = "booking/mail/option_taken.md"

    @property
    def subject(self) -> str:
        """What is held."""
        return _("En option : %(title)s") % {"title": inner(self.booking.title)}


@dataclass(frozen=True, kw_only=True)
class OptionReminderLetter(OptionLetter):
    """The term of an option comes; their calendar has it already."""

    invitation: ClassVar[None] = None

    kind: ClassVar[str] = "booking.option_reminder"
    template: ClassVar[str] = "booking/mail/option_reminder.md"

    @property
    def subject(self) -> str:
        """What is held, and not for long."""
        return _("Votre option va échoir : %(title)s") % {"title": inner(self.booking.title)}


@dataclass(frozen=True, kw_only=True)
class OptionLapsedLetter(BookingLetter):
    """An option lapsed: the rooms are free for others."""

    kind: ClassVar[str] = "booking.option_lapsed"
    template: ClassVar[str] = "booking/mail/option_lapsed.md"

    @property
    def subject(self) -> str:
        """What is held no more."""
        return _("Votre option est échue : %(title)s") % {"title": inner(self.booking.title)}

    @property
    def action(self) -> tuple[str, str] | None:
        """Book again, if one still needs it."""
        return _("Réserver une salle"), reverse("booking:book")


@dataclass(frozen=True, kw_only=True)
class BookingChangedLetter(BookingLetter):
    """It was changed, by whom (oneself or the team), and is now so."""

    kind: ClassVar[str] = "booking.changed"
    template: ClassVar[str] = "booking/mail/changed.md"

    by_oneself: bool

    @property
    def subject(self) -> str:
        """What is changed."""
        return _("Réservation changée : %(title)s") % {"title": inner(self.booking.title)}


@dataclass(frozen=True, kw_only=True)
class SeriesLetter(Letter):
    """A series is booked, or from a day on it is otherwise: its dates, one by one."""

    kind: ClassVar[str] = "booking.series"
    template: ClassVar[str] = "booking/mail/series.md"
    important: ClassVar[bool] = True

    series: Series
    bookings: Sequence[Booking]
    rooms: str
    changed: bool = False
    left: Sequence[Booking] = ()

    @property
    def topic(self) -> str:
        """The letters of one series are filed together."""
        return f"booking-series:{self.series.pk}"

    @property
    def title(self) -> str:
        """What happens each time."""
        return self.bookings[0].title

    @property
    def subject(self) -> str:
        """What is booked, and how many times."""
        told = {"title": inner(self.title), "n": len(self.bookings)}
        return (
            _("%(n)s dates changées : %(title)s") if self.changed else _("%(n)s dates réservées : %(title)s")
        ) % told

    @property
    def invitation(self) -> Invitation | None:
        """All that stands of the series, in their calendar."""
        return inviting_series(self.series, self.bookings)

    @property
    def dates(self) -> list[str]:
        """Each date, its day and hours."""
        return [say_hours(one.starts, one.ends, now()) for one in self.bookings]

    @property
    def stay(self) -> list[str]:
        """Each date that stays as it was."""
        return [say_hours(one.starts, one.ends, now()) for one in self.left]

    @property
    def action(self) -> tuple[str, str] | None:
        """Go and see."""
        return _("Voir les dates"), self.bookings[0].get_absolute_url()

    @property
    def why(self) -> str:
        """Because they booked."""
        return _("vous avez réservé dans la maison")


@dataclass(frozen=True, kw_only=True)
class SeriesShortenedLetter(SeriesLetter):
    """From a day on, a series is another one: what was before stays as it was, and ends in their calendar."""

    kind: ClassVar[str] = "booking.series_shortened"
    template: ClassVar[str] = "booking/mail/series_shortened.md"
    rooms: str = ""

    @property
    def subject(self) -> str:
        """What stays."""
        return _("Les dates d’avant ne changent pas : %(title)s") % {"title": inner(self.title)}


@dataclass(frozen=True, kw_only=True)
class SeriesCancelledLetter(SeriesLetter):
    """Several dates of a series are given back, by whom (oneself or the team) and why."""

    kind: ClassVar[str] = "booking.series_cancelled"
    template: ClassVar[str] = "booking/mail/series_cancelled.md"

    booking: Booking
    by_oneself: bool
    rooms: str = ""

    @property
    def subject(self) -> str:
        """What is given back, and how many times."""
        return _("%(n)s dates annulées : %(title)s") % {"title": inner(self.title), "n": len(self.bookings)}


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
