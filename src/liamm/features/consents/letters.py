"""The letters of consents, to whoever gave them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from liamm.features.consents.links import own_path
from liamm.features.consents.models import Consent
from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class ConsentNotedLetter(Letter):
    """What they said yes to, and how to take it back in one click."""

    kind: ClassVar[str] = "consents.noted"
    template: ClassVar[str] = "consents/mail/noted.md"
    important: ClassVar[bool] = True

    consent: Consent

    @property
    def topic(self) -> str:
        """One consent."""
        return f"consent:{self.consent.pk}"

    @property
    def subject(self) -> str:
        """What it is about."""
        return _("Ce que vous nous laissez montrer : %(label)s") % {"label": self.consent.label}

    @property
    def why(self) -> str:
        """Because they consented."""
        return _("vous avez donné votre accord")

    @property
    def action(self) -> tuple[str, str] | None:
        """Take it back."""
        return _("Revoir ou reprendre mon accord"), own_path(self.consent)
