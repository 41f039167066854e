"""The letters to those who come, when something happens to the event itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from liamm.features.events.inviting import invitation
from liamm.features.events.letters.registrations import RegistrationLetter
from liamm.features.events.models import Event
from liamm.features.events.saying import DateSaid
from liamm.kernel.french import inner
from liamm.kernel.ical import Invitation
from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class EventMovedLetter(RegistrationLetter):
    """A date is at another time or in another place: here is how it is now; `before` is how it was."""

    kind: ClassVar[str] = "events.moved"
    template: ClassVar[str] = "events/mail/moved.md"

    before: str
    moved: DateSaid | None = None
    called_off: DateSaid | None = None

    @property
    def off(self) -> bool:
        """Whether a date will not be."""
        return self.called_off is not None

    @property
    def invitations(self) -> Sequence[Invitation]:
        """What is called off leaves the calendar, what moved is put where it is now."""
        one = self.called_off or self.moved
        put = invitation(self.registration, self.event, one) if one else None
        return [put] if put else []

    @property
    def subject(self) -> str:
        """What happened."""
        said = _("Une date n’aura pas lieu : %(title)s") if self.off else _("Date changée : %(title)s")
        return said % {"title": inner(self.event.title)}


@dataclass(frozen=True, kw_only=True)
class EventCancelledLetter(RegistrationLetter):
    """It will not be, and why."""

    binds: ClassVar[bool] = True
    kind: ClassVar[str] = "events.cancelled"
    template: ClassVar[str] = "events/mail/cancelled.md"

    @property
    def subject(self) -> str:
        """What happened."""
        return _("Annulé : %(title)s") % {"title": inner(self.event.title)}

    @property
    def action(self) -> tuple[str, str] | None:
        """Its page says it too."""
        return _("Revoir l’événement"), self.event.get_absolute_url()


@dataclass(frozen=True, kw_only=True)
class ReminderLetter(RegistrationLetter):
    """It is soon: when, where, and how to give the place back."""

    kind: ClassVar[str] = "events.reminder"
    template: ClassVar[str] = "events/mail/reminder.md"

    @property
    def subject(self) -> str:
        """What is coming."""
        return _("C’est bientôt : %(title)s") % {"title": inner(self.event.title)}


@dataclass(frozen=True, kw_only=True)
class WordLetter(RegistrationLetter):
    """A word of who organises, to those who come."""

    kind: ClassVar[str] = "events.word"
    template: ClassVar[str] = "events/mail/word.md"

    about: str
    text: str

    @property
    def subject(self) -> str:
        """What it is about."""
        return _("%(about)s (%(title)s)") % {"about": self.about, "title": inner(self.event.title)}


@dataclass(frozen=True, kw_only=True)
class RoomsLostLetter(Letter):
    """To who organises: the rooms of a date were given back."""

    kind: ClassVar[str] = "events.rooms_lost"
    template: ClassVar[str] = "events/mail/rooms_lost.md"
    important: ClassVar[bool] = True

    event: Event
    when: str

    @property
    def subject(self) -> str:
        """What happened."""
        return _("Plus de salle : %(title)s") % {"title": inner(self.event.title)}

    @property
    def topic(self) -> str:
        """The letters of one event to who organises it are filed together."""
        return f"event:{self.event.pk}"

    @property
    def why(self) -> str:
        """They organise it."""
        return _("vous organisez « %(title)s »") % {"title": self.event.title}

    @property
    def action(self) -> tuple[str, str] | None:
        """Find another place."""
        return _("Voir l’événement"), self.event.get_absolute_url()
