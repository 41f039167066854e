"""The letters of selections, to who applied and to the team."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.events.enums import RegistrationState
from liamm.features.events.queries import DateSaid, invitations, path_of_registration
from liamm.features.training.enums import AppealState
from liamm.features.training.links import own_path
from liamm.features.training.models import Appeal, Application
from liamm.features.training.saying import reason_of
from liamm.kernel.french import inner
from liamm.kernel.ical import Invitation
from liamm.kernel.post.letters import Letter, absolute
from liamm.ui.times import say_moment


@dataclass(frozen=True, kw_only=True)
class ApplicationLetter(Letter):
    """A letter about one application."""

    important: ClassVar[bool] = True

    application: Application

    @property
    def topic(self) -> str:
        """Filed, and one day forgotten, with the letters of the registration."""
        return f"registration:{self.application.registration_id}"

    @property
    def title(self) -> str:
        """That of the training."""
        return self.application.selection.event.title

    @property
    def why(self) -> str:
        """Because they applied."""
        return _("vous avez candidaté à « %(title)s »") % {"title": self.title}

    @property
    def action(self) -> tuple[str, str] | None:
        """Read the reasons, and appeal."""
        return _("Lire les raisons"), own_path(self.application)


@dataclass(frozen=True, kw_only=True)
class PlaceLetter(ApplicationLetter):
    """A letter that may give a place: then it says the `dates`, and puts them in the calendar of its reader."""

    dates: Sequence[DateSaid]

    @property
    def invitations(self) -> Sequence[Invitation]:
        """The dates to come of who has a place."""
        registration = self.application.registration
        return invitations(registration, self.application.selection.event, self.dates) if self.placed else []

    @property
    def remote_link(self) -> str:
        """How to take part from afar."""
        return self.application.selection.event.remote_link

    @property
    def placed(self) -> bool:
        """Whether they come."""
        return self.application.registration.state == RegistrationState.CONFIRMED


@dataclass(frozen=True, kw_only=True)
class OutcomeLetter(PlaceLetter):
    """The list is out: a place or not, and why."""

    kind: ClassVar[str] = "training.outcome"
    template: ClassVar[str] = "training/mail/outcome.md"

    @property
    def subject(self) -> str:
        """The news."""
        said = (
            _("Vous avez une place : %(title)s") if self.application.has_place else _("En liste d’attente : %(title)s")
        )
        return said % {"title": inner(self.title)}

    @property
    def reason(self) -> str:
        """Why."""
        return reason_of(self.application)

    @property
    def registration_url(self) -> str:
        """Where one changes or gives back what the list gave."""
        return absolute(path_of_registration(self.application.registration))

    @property
    def until(self) -> str:
        """Until when one may ask for another look."""
        until = self.application.selection.appeals_until
        return say_moment(until) if until else ""


@dataclass(frozen=True, kw_only=True)
class PutBackLetter(ApplicationLetter):
    """They had not answered an offer in time: they wait again."""

    kind: ClassVar[str] = "training.put_back"
    template: ClassVar[str] = "training/mail/put_back.md"

    @property
    def subject(self) -> str:
        """The news."""
        return _("De nouveau en liste d’attente : %(title)s") % {"title": inner(self.title)}

    @property
    def action(self) -> tuple[str, str] | None:
        """Stay, or leave."""
        return _("Voir ou changer mon inscription"), path_of_registration(self.application.registration)


@dataclass(frozen=True, kw_only=True)
class AppealAnsweredLetter(PlaceLetter):
    """Somebody else looked, and answers."""

    kind: ClassVar[str] = "training.appeal_answered"
    template: ClassVar[str] = "training/mail/appeal_answered.md"

    appeal: Appeal

    @property
    def granted(self) -> bool:
        """Whether a place was added."""
        return self.appeal.state == AppealState.GRANTED

    @property
    def subject(self) -> str:
        """The news."""
        said = _("Votre recours est accepté : %(title)s") if self.granted else _("Réponse à votre recours : %(title)s")
        return said % {"title": inner(self.title)}


@dataclass(frozen=True, kw_only=True)
class AppealMadeLetter(Letter):
    """To those of the team who may answer: somebody asks for another look."""

    kind: ClassVar[str] = "training.appeal_made"
    template: ClassVar[str] = "training/mail/appeal_made.md"
    important: ClassVar[bool] = True

    appeal: Appeal

    @property
    def topic(self) -> str:
        """Filed with the selection."""
        return f"selection:{self.appeal.application.selection_id}"

    @property
    def title(self) -> str:
        """That of the training."""
        return self.appeal.application.selection.event.title

    @property
    def subject(self) -> str:
        """What is asked."""
        return _("Un recours à regarder : %(title)s") % {"title": inner(self.title)}

    @property
    def why(self) -> str:
        """Because they are of the team, and did not read the application."""
        return _("vous êtes de l’équipe et n’avez pas lu cette candidature")

    @property
    def action(self) -> tuple[str, str] | None:
        """Look."""
        event = self.appeal.application.selection.event
        return _("Regarder et répondre"), reverse(
            "training:answer", args=[event.reference, self.appeal.application.number]
        )
