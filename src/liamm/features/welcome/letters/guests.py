"""The letters to guests, and to whoever invited them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.booking.models import Booking
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.house import HouseRule
from liamm.features.welcome.links import guest_path
from liamm.features.welcome.models import Guest, Notice
from liamm.features.welcome.whereabouts import when, where_to_go
from liamm.kernel import clock
from liamm.kernel.french import inner
from liamm.kernel.ical import Answer as IcalAnswer
from liamm.kernel.ical import Entry, Invitation, Method, as_uid
from liamm.kernel.post.letters import Letter, Recipient, absolute

ANSWERS = "welcome.guest"
"""Who takes what guests answer from their calendar."""


def guest_recipient(guest: Guest) -> Recipient:
    """How letters reach a guest; the name is what whoever invited them wrote."""
    return Recipient(key=guest.key, address=guest.email, name=guest.name, language=guest.language)


@dataclass(frozen=True, kw_only=True)
class GuestLetter(Letter):
    """A letter to a guest; those of one invitation are filed together, and forgotten with it."""

    method: ClassVar[Method] = Method.REQUEST

    guest: Guest

    @property
    def topic(self) -> str:
        """One invitation."""
        return self.guest.key

    @property
    def invitation(self) -> Invitation | None:
        """What it does in the calendar of the guest."""
        entry = Entry(
            uid=as_uid("guest", self.guest.pk),
            title=self.booking.title,
            starts=self.booking.starts,
            ends=self.booking.ends,
            changed=clock.now(),
            sequence=self.guest.sequence,
            place=self.where,
            url=absolute(guest_path(self.guest)),
        )
        answer = IcalAnswer.YES if self.guest.is_coming else IcalAnswer.NONE
        return Invitation(entries=[entry], purpose=ANSWERS, subject=self.guest.pk, method=self.method, answer=answer)

    @property
    def booking(self) -> Booking:
        """What they are asked to."""
        return self.guest.booking

    @property
    def title(self) -> str:
        """What happens, to be put between « »."""
        return inner(self.booking.title)

    @property
    def when(self) -> str:
        """The day and the hours."""
        return when(self.booking)

    @property
    def where(self) -> str:
        """The rooms and the house."""
        return where_to_go(self.booking)

    @property
    def host(self) -> str:
        """Who invites."""
        return str(self.guest.invited_by or self.booking.booked_by or _("l’équipe du laboratoire"))

    @property
    def notice(self) -> Notice | None:
        """What whoever booked says."""
        return Notice.objects.filter(booking=self.booking).first()

    @property
    def rules(self) -> Sequence[HouseRule]:
        """The rules of the place."""
        return bindings.house_rules(self.booking.charter_version).value.rules

    @property
    def action(self) -> tuple[str, str] | None:
        """The page of the guest."""
        return _("Voir l’invitation"), guest_path(self.guest)

    @property
    def why(self) -> str:
        """Because somebody invited them."""
        return _("%(host)s vous invite dans la maison") % {"host": self.host}


@dataclass(frozen=True, kw_only=True)
class GuestInvited(GuestLetter):
    """What, when, where, who invites, the rules of the house, and one button to answer."""

    kind: ClassVar[str] = "welcome.invited"
    template: ClassVar[str] = "welcome/mail/invited.md"

    @property
    def subject(self) -> str:
        """What they are asked to."""
        return _("Invitation : %(title)s") % {"title": self.title}

    @property
    def action(self) -> tuple[str, str] | None:
        """Answer."""
        return _("Répondre"), guest_path(self.guest)


@dataclass(frozen=True, kw_only=True)
class _Binding(GuestLetter):
    """For somebody who said yes: it goes out whatever was stopped."""

    important: ClassVar[bool] = True

    @property
    def why(self) -> str:
        """Because they said that they come."""
        return _("vous avez dit que vous veniez")


@dataclass(frozen=True, kw_only=True)
class GuestComing(_Binding):
    """It is noted: what to bring, and when plan and code will come."""

    kind: ClassVar[str] = "welcome.coming"
    template: ClassVar[str] = "welcome/mail/coming.md"

    @property
    def subject(self) -> str:
        """That they are expected."""
        return _("On vous attend : %(title)s") % {"title": self.title}

    @property
    def action(self) -> tuple[str, str] | None:
        """Their page, where a mind may change."""
        return _("Voir le détail ou changer d’avis"), guest_path(self.guest)


@dataclass(frozen=True, kw_only=True)
class GuestMoved(_Binding):
    """The place or the time is another: here it is, and one may change one's mind."""

    kind: ClassVar[str] = "welcome.moved"
    template: ClassVar[str] = "welcome/mail/moved.md"

    @property
    def subject(self) -> str:
        """What changed."""
        return _("Changement de lieu ou d’heure : %(title)s") % {"title": self.title}

    @property
    def why(self) -> str:
        """Because they are asked, or said yes."""
        return super().why if self.guest.is_coming else _("%(host)s vous invite dans la maison") % {"host": self.host}


@dataclass(frozen=True, kw_only=True)
class BookingCancelledForGuest(GuestMoved):
    """It does not take place."""

    method: ClassVar[Method] = Method.CANCEL
    kind: ClassVar[str] = "welcome.cancelled"
    template: ClassVar[str] = "welcome/mail/cancelled.md"

    @property
    def subject(self) -> str:
        """What is cancelled."""
        return _("Annulé : %(title)s") % {"title": self.title}


@dataclass(frozen=True, kw_only=True)
class GuestTakenBackLetter(GuestMoved):
    """They are expected no longer."""

    method: ClassVar[Method] = Method.CANCEL
    kind: ClassVar[str] = "welcome.taken_back"
    template: ClassVar[str] = "welcome/mail/taken_back.md"

    @property
    def subject(self) -> str:
        """What is taken back."""
        return _("Invitation reprise : %(title)s") % {"title": self.title}


@dataclass(frozen=True, kw_only=True)
class GuestChangedMind(Letter):
    """Somebody who had said yes does not come after all: whoever invited them may count anew."""

    kind: ClassVar[str] = "welcome.mind_changed"
    template: ClassVar[str] = "welcome/mail/mind_changed.md"

    guest: Guest

    @property
    def topic(self) -> str:
        """The guests of one booking."""
        return f"guests:{self.guest.booking_id}"

    @property
    def title(self) -> str:
        """What happens, to be put between « »."""
        return inner(self.guest.booking.title)

    @property
    def when(self) -> str:
        """The day and the hours."""
        return when(self.guest.booking)

    @property
    def subject(self) -> str:
        """Who does not come."""
        return _("%(guest)s ne viendra pas : %(title)s") % {"guest": self.guest, "title": self.title}

    @property
    def why(self) -> str:
        """Because they booked."""
        return _("vous avez réservé dans la maison")

    @property
    def action(self) -> tuple[str, str] | None:
        """Who comes."""
        return _("Voir qui vient"), reverse("welcome:guests", args=[self.guest.booking.reference])
