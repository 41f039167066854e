"""The letters of who holds the house."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.booking.models import HandoverNote
from liamm.kernel import clock
from liamm.kernel.post.letters import Letter
from liamm.ui.dates import say_day


@dataclass(frozen=True, kw_only=True)
class RotaGapsLetter(Letter):
    """Next week nobody holds the house on these days yet."""

    kind: ClassVar[str] = "booking.rota_gaps"
    template: ClassVar[str] = "booking/mail/rota_gaps.md"

    monday: date
    days: Sequence[date]

    @property
    def said(self) -> list[str]:
        """The days, one by one."""
        return [say_day(day, clock.today()) for day in self.days]

    @property
    def subject(self) -> str:
        """Which week."""
        return _("Qui tient la maison la semaine du %(day)s ?") % {"day": say_day(self.monday, clock.today())}

    @property
    def action(self) -> tuple[str, str] | None:
        """Go and fill it."""
        return _("Compléter la semaine"), f"{reverse('booking:rota')}?semaine={self.monday.isoformat()}"

    @property
    def why(self) -> str:
        """Because they keep the house."""
        return _("vous êtes de l’équipe du laboratoire")


@dataclass(frozen=True, kw_only=True)
class HandoverLetter(Letter):
    """To who holds the house next: what those before leave them."""

    kind: ClassVar[str] = "booking.handover"
    template: ClassVar[str] = "booking/mail/handover.md"

    note: HandoverNote

    @property
    def subject(self) -> str:
        """That the house is handed on."""
        return _("La maison, à savoir avant de la tenir")

    @property
    def action(self) -> tuple[str, str] | None:
        """Go to the desk."""
        return _("Voir la journée"), reverse("booking:today")

    @property
    def why(self) -> str:
        """Because they hold the house next."""
        return _("vous tenez la maison ensuite")
