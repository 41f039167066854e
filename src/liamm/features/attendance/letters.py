"""The letter of the day after: what those who came take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from liamm.features.attendance.links import certificate_path, feedback_path
from liamm.features.events.models import Attendee, Registration
from liamm.kernel.french import inner
from liamm.kernel.post.letters import Letter, absolute


@dataclass(frozen=True, kw_only=True)
class TakenAwayLetter(Letter):
    """Thank you: the certificate of each who came, and three questions."""

    kind: ClassVar[str] = "attendance.taken_away"
    template: ClassVar[str] = "attendance/mail/taken_away.md"

    registration: Registration
    people: Sequence[Attendee]

    @property
    def topic(self) -> str:
        """Filed, and one day forgotten, with the letters of the registration."""
        return f"registration:{self.registration.pk}"

    @property
    def title(self) -> str:
        """That of the event."""
        return self.registration.event.title

    @property
    def subject(self) -> str:
        """Thank you."""
        return _("Merci d’être venu : %(title)s") % {"title": inner(self.title)}

    @property
    def why(self) -> str:
        """Because they came."""
        return _("vous êtes venu à « %(title)s »") % {"title": self.title}

    @property
    def certificates(self) -> list[tuple[str, str]]:
        """Each who came, and where their certificate is."""
        return [(one.name or self.registration.name, absolute(certificate_path(one))) for one in self.people]

    @property
    def action(self) -> tuple[str, str] | None:
        """Say what one thinks of it."""
        return _("Dire ce que vous en pensez, en trois questions"), feedback_path(self.people[0])
