"""The mails of commitments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.translation import gettext as _

from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class TermLetter(Letter):
    """An engagement came to its term: nothing more is expected."""

    kind: ClassVar[str] = "commitments.term"
    template: ClassVar[str] = "commitments/mail/term.md"

    commitment_id: UUID
    purpose: str

    @property
    def subject(self) -> str:
        """What ended."""
        return _("Votre engagement est arrivé à son terme : merci")

    @property
    def why(self) -> str:
        """They engaged."""
        return _("vous aviez pris cet engagement")
