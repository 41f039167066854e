"""The letters of a place that is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.booking.calendars import inviting
from liamm.features.booking.displacing import names_of, token_of
from liamm.features.booking.enums import DisplacementState
from liamm.features.booking.giving_way import together
from liamm.features.booking.models import Displacement
from liamm.kernel.french import inner
from liamm.kernel.ical import Invitation
from liamm.kernel.post.letters import Letter
from liamm.ui.dates import say_hours, say_moment
from liamm.ui.times import now


@dataclass(frozen=True, kw_only=True)
class DisplacementLetter(Letter):
    """A letter about one place that is asked for; it binds, so it goes out whatever was stopped."""

    important: ClassVar[bool] = True

    displacement: Displacement

    @property
    def topic(self) -> str:
        """The letters of one displacement are filed together."""
        return f"displacement:{self.displacement.pk}"

    @property
    def title(self) -> str:
        """What the guest booked."""
        return inner(self.displacement.guest.title)

    @property
    def asked(self) -> str:
        """What would take its place."""
        return inner(str(self.displacement.asked["title"]))

    @property
    def others(self) -> int:
        """How many other guests are asked in the same gesture."""
        return together(self.displacement).count() - 1

    @property
    def place(self) -> str:
        """Where and when the guest is."""
        guest = self.displacement.guest
        rooms = list(guest.occupations.filter(living=True).values_list("room_id", flat=True))
        return f"**{names_of(rooms, guest.starts)}** · {say_hours(guest.starts, guest.ends, now())}"

    @property
    def offered(self) -> str:
        """Where and when they are offered to be."""
        one = self.displacement
        return f"**{names_of(one.rooms, one.starts)}** · {say_hours(one.starts, one.ends, now())}"

    @property
    def before(self) -> str:
        """Until when an answer is waited for."""
        return say_moment(self.displacement.deadline, now())

    @property
    def action(self) -> tuple[str, str] | None:
        """Go and see."""
        return _("Voir la demande"), self.displacement.get_absolute_url()

    @property
    def why(self) -> str:
        """Because they booked."""
        return _("vous avez réservé dans la maison")


@dataclass(frozen=True, kw_only=True)
class DisplacementAskedLetter(DisplacementLetter):
    """Would you give way? What is offered instead, and until when to answer."""

    kind: ClassVar[str] = "booking.place_asked"
    template: ClassVar[str] = "booking/mail/place_asked.md"

    @property
    def subject(self) -> str:
        """The question."""
        return _("Pouvez-vous céder votre salle ? %(title)s") % {"title": self.title}

    @property
    def action(self) -> tuple[str, str] | None:
        """Yes, with what is offered; the page of the link asks for one press, so that no program answers."""
        rooms = names_of(self.displacement.rooms, self.displacement.starts)
        return _("Oui, je prends : %(rooms)s") % {"rooms": rooms}, f"{self._answer}?reponse=oui"

    @property
    def other_action(self) -> tuple[str, str] | None:
        """No, in the same way."""
        return _("Non, cela ne va pas"), f"{self._answer}?reponse=non"

    @property
    def _answer(self) -> str:
        return reverse("booking:displacement_link", args=[token_of(self.displacement)])


@dataclass(frozen=True, kw_only=True)
class DisplacedLetter(DisplacementLetter):
    """It is done: here is where you are now."""

    kind: ClassVar[str] = "booking.displaced"
    template: ClassVar[str] = "booking/mail/displaced.md"

    @property
    def settled(self) -> bool:
        """Whether it was settled for them, not by their yes."""
        return self.displacement.is_settled

    @property
    def subject(self) -> str:
        """What moved."""
        return _("Votre salle a changé : %(title)s") % {"title": self.title}

    @property
    def action(self) -> tuple[str, str] | None:
        """Go and see the booking."""
        return _("Voir la réservation"), self.displacement.guest.get_absolute_url()

    @property
    def invitation(self) -> Invitation | None:
        """The booking in their calendar, where it is now."""
        return inviting(self.displacement.guest, names_of(self.displacement.rooms, self.displacement.starts))


@dataclass(frozen=True, kw_only=True)
class DisplacementToSettleLetter(DisplacementLetter):
    """A guest said no or nothing: whoever keeps the house settles it."""

    kind: ClassVar[str] = "booking.place_to_settle"
    template: ClassVar[str] = "booking/mail/place_to_settle.md"

    @property
    def silent(self) -> bool:
        """Whether the guest said nothing."""
        return self.displacement.state == DisplacementState.SILENT

    @property
    def latest(self) -> str:
        """When all stays as it is, if nobody settles it."""
        return say_moment(self.displacement.latest, now())

    @property
    def subject(self) -> str:
        """What there is to settle."""
        return _("Une salle à arbitrer : %(title)s") % {"title": self.title}

    @property
    def why(self) -> str:
        """Because they keep the house."""
        return _("vous tenez la maison")


@dataclass(frozen=True, kw_only=True)
class DisplacementEndedLetter(DisplacementLetter):
    """Everybody stays where they are, and why; `to_asker`: it goes to whoever asked."""

    kind: ClassVar[str] = "booking.place_kept"
    template: ClassVar[str] = "booking/mail/place_kept.md"

    to_asker: bool

    @property
    def places(self) -> Sequence[tuple[str, str]]:
        """All those who stay, and where."""
        asked = together(self.displacement).select_related("guest").order_by("pk")
        letters = [replace(self, displacement=one) for one in asked if one.guest.is_standing]
        return [(letter.title, letter.place) for letter in letters]

    @property
    def subject(self) -> str:
        """That nothing moves."""
        if self.to_asker:
            return _("La salle reste à qui l’avait : %(title)s") % {"title": self.asked}
        return _("Vous gardez votre salle : %(title)s") % {"title": self.title}
