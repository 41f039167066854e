"""The letters to those who register: they bind, so they go out whatever was stopped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.events.enums import RegistrationState
from liamm.features.events.inviting import invitations
from liamm.features.events.links import own_path
from liamm.features.events.models import Event, Registration
from liamm.features.events.saying import DateSaid
from liamm.kernel.french import inner
from liamm.kernel.ical import Invitation
from liamm.kernel.post.letters import Letter, absolute
from liamm.ui.times import say_moment


@dataclass(frozen=True, kw_only=True)
class RegistrationLetter(Letter):
    """A letter about one registration; `dates` are those for which it was made."""

    important: ClassVar[bool] = True
    binds: ClassVar[bool] = False
    """Whether calendars follow it for all the dates: otherwise it says where the only one is."""

    registration: Registration
    event: Event
    dates: Sequence[DateSaid]

    @property
    def topic(self) -> str:
        """The letters of one registration are filed, and one day forgotten, together."""
        return f"registration:{self.registration.pk}"

    @property
    def why(self) -> str:
        """Because they registered."""
        return _("vous vous êtes inscrit à « %(title)s »") % {"title": self.event.title}

    @property
    def action(self) -> tuple[str, str] | None:
        """See, change, cancel."""
        return _("Voir ou changer mon inscription"), own_path(self.registration)

    @property
    def invitations(self) -> Sequence[Invitation]:
        """What it does in the calendar of its reader: put there the dates to which they come, or take them out."""
        binds = self.binds or len(self.dates) == 1
        return invitations(self.registration, self.event, self.dates) if binds else []

    @property
    def remote_link(self) -> str:
        """How to take part from afar, for those who come."""
        return self.event.remote_link if self.registration.state == RegistrationState.CONFIRMED else ""


@dataclass(frozen=True, kw_only=True)
class RegisteredLetter(RegistrationLetter):
    """It is noted: a place is theirs, or they wait for one, or their application is read."""

    binds: ClassVar[bool] = True
    kind: ClassVar[str] = "events.registered"
    template: ClassVar[str] = "events/mail/registered.md"

    @property
    def subject(self) -> str:
        """Where it stands."""
        said = {
            RegistrationState.CONFIRMED: _("Inscription confirmée : %(title)s"),
            RegistrationState.WAITING: _("En liste d’attente : %(title)s"),
            RegistrationState.APPLIED: _("Candidature reçue : %(title)s"),
        }[RegistrationState(self.registration.state)]
        return said % {"title": inner(self.event.title)}


@dataclass(frozen=True, kw_only=True)
class DoorLetter(RegistrationLetter):
    """They came without having registered, and are on the list: their link, for what is left of the day."""

    binds: ClassVar[bool] = True
    kind: ClassVar[str] = "events.door"
    template: ClassVar[str] = "events/mail/door.md"

    @property
    def subject(self) -> str:
        """That they are."""
        return _("Vous êtes sur la liste : %(title)s") % {"title": inner(self.event.title)}

    @property
    def why(self) -> str:
        """Because they came."""
        return _("vous êtes venu à « %(title)s »") % {"title": self.event.title}


@dataclass(frozen=True, kw_only=True)
class AgainLetter(RegistrationLetter):
    """They registered before: here is how to find it."""

    kind: ClassVar[str] = "events.again"
    template: ClassVar[str] = "events/mail/again.md"

    @property
    def subject(self) -> str:
        """What it is about."""
        return _("Vous êtes déjà inscrit : %(title)s") % {"title": inner(self.event.title)}


@dataclass(frozen=True, kw_only=True)
class FoundLetter(RegistrationLetter):
    """They had lost the link of their registration: here it is."""

    kind: ClassVar[str] = "events.found"
    template: ClassVar[str] = "events/mail/found.md"

    @property
    def subject(self) -> str:
        """What it is about."""
        return _("Le lien de votre inscription : %(title)s") % {"title": inner(self.event.title)}


@dataclass(frozen=True, kw_only=True)
class OfferLetter(RegistrationLetter):
    """A place is free: it is held for them until a moment."""

    kind: ClassVar[str] = "events.offer"
    template: ClassVar[str] = "events/mail/offer.md"

    @property
    def subject(self) -> str:
        """The news."""
        return _("Une place se libère : %(title)s") % {"title": inner(self.event.title)}

    @property
    def until(self) -> str:
        """Until when it is held."""
        return say_moment(self.registration.offered_until) if self.registration.offered_until else ""

    @property
    def action(self) -> tuple[str, str] | None:
        """Take it, or leave it."""
        return _("Prendre la place"), own_path(self.registration)


@dataclass(frozen=True, kw_only=True)
class LapsedLetter(RegistrationLetter):
    """The place was held long enough and went to the next."""

    kind: ClassVar[str] = "events.lapsed"
    template: ClassVar[str] = "events/mail/lapsed.md"

    shut: bool
    """Whether one registers no more."""

    @property
    def subject(self) -> str:
        """What happened."""
        return _("La place n’a pas pu être gardée : %(title)s") % {"title": inner(self.event.title)}

    @property
    def coming_url(self) -> str:
        """Where the next ones are."""
        return absolute(reverse("events:coming"))

    @property
    def needs_url(self) -> str:
        """Where one says what one would like to learn."""
        return absolute(reverse("events:needs"))

    @property
    def action(self) -> tuple[str, str] | None:
        """Register again while one may."""
        return None if self.shut else (_("M’inscrire de nouveau"), self.event.get_absolute_url())


@dataclass(frozen=True, kw_only=True)
class RegistrationChangedLetter(RegistrationLetter):
    """What they changed is noted: all that they told, as it is now, but what they need in order to come.

    That goes sooner than their letters.
    """

    kind: ClassVar[str] = "events.registration_changed"
    template: ClassVar[str] = "events/mail/registration_changed.md"

    names: Sequence[str] = ()
    answered: Sequence[tuple[str, str]] = ()

    @property
    def told(self) -> Sequence[tuple[str, str]]:
        """Who comes, for whom, and what they answered: a term and words each."""
        held = self.registration
        organisation = held.host.name if held.host else held.organisation
        who = ", ".join(self.names) or held.name
        said = [(_("Qui vient"), who), (_("Pour"), organisation), *self.answered]
        return [(term.rstrip(" :\u00a0\u202f"), inner(words)) for term, words in said if words]

    @property
    def subject(self) -> str:
        """What happened."""
        return _("Inscription changée : %(title)s") % {"title": inner(self.event.title)}


@dataclass(frozen=True, kw_only=True)
class RegistrationCancelledLetter(RegistrationLetter):
    """It is cancelled, by themselves or by who organises."""

    binds: ClassVar[bool] = True
    kind: ClassVar[str] = "events.registration_cancelled"
    template: ClassVar[str] = "events/mail/registration_cancelled.md"

    by_oneself: bool

    @property
    def subject(self) -> str:
        """What happened."""
        return _("Inscription annulée : %(title)s") % {"title": inner(self.event.title)}

    @property
    def action(self) -> tuple[str, str] | None:
        """Change one's mind."""
        return _("Revoir l’événement"), self.event.get_absolute_url()


@dataclass(frozen=True, kw_only=True)
class DateLetter(RegistrationLetter):
    """Dates for the calendar of who comes: those of a place that was given, or some more."""

    binds: ClassVar[bool] = True

    kind: ClassVar[str] = "events.date"
    template: ClassVar[str] = "events/mail/date.md"

    @property
    def subject(self) -> str:
        """Which dates of what."""
        title = inner(self.event.title)
        if len(self.dates) > 1:
            return _("Pour votre agenda : %(title)s, %(n)d dates") % {"title": title, "n": len(self.dates)}
        return _("Pour votre agenda : %(title)s, %(day)s") % {"title": title, "day": say_moment(self.dates[0].starts)}
