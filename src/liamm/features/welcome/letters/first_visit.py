"""The letter to somebody who comes for the first time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.conf import settings
from django.utils.translation import gettext as _

from liamm.features.accounts.queries import team
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.community import CommunityRule
from liamm.features.welcome.letters.guests import GuestLetter
from liamm.features.welcome.links import guest_path
from liamm.kernel.ical import Invitation


@dataclass(frozen=True, kw_only=True)
class FirstVisit(GuestLetter):
    """How to find the house, who is there, what it is, and the rules of the community; a kind word before the day."""

    kind: ClassVar[str] = "welcome.first_visit"
    template: ClassVar[str] = "welcome/mail/first_visit.md"
    invitation: ClassVar[Invitation | None] = None

    @property
    def subject(self) -> str:
        """That they are welcome."""
        return _("Bienvenue dans la maison")

    @property
    def lab(self) -> str:
        """What the house is, as it says itself."""
        identity = settings.LIAMM_IDENTITY
        return f"{identity.name} · {identity.tagline}"

    @property
    def promise(self) -> str:
        """What it promises."""
        return str(settings.LIAMM_IDENTITY.promise)

    @property
    def arriving(self) -> str:
        """How one arrives."""
        return str(settings.LIAMM_IDENTITY.place.arriving)

    @property
    def contact(self) -> str:
        """Where somebody answers."""
        place, mail = settings.LIAMM_IDENTITY.place, settings.LIAMM_IDENTITY.mail
        return " · ".join(part for part in (mail.concierge, place.phone) if part)

    @property
    def people(self) -> str:
        """Who is there: the team, by name."""
        return ", ".join(person.name for person in team() if person.name)

    @property
    def community_rules(self) -> Sequence[CommunityRule]:
        """The rules of the community, when its charter wants guests to know them."""
        found = bindings.community_rules(self.booking.charter_version).value
        return found.rules if found.workshops else ()

    @property
    def action(self) -> tuple[str, str] | None:
        """Their page."""
        return _("Voir ma venue"), guest_path(self.guest)

    @property
    def why(self) -> str:
        """Because they said so."""
        return _("vous avez dit que c’était votre première venue")
