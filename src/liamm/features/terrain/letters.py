"""The mails of terrain: to authors of signals, and to whoever of the team reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class AuthorLetter(Letter):
    """A letter to the author of a signal; one click stops all of them. `link` is the secret follow-up address."""

    signal_id: UUID
    reference: str
    link: str

    @property
    def topic(self) -> str:
        """All the letters about one signal stop together."""
        return f"signal:{self.signal_id}"

    @property
    def why(self) -> str:
        """The author left an address."""
        return _("vous avez laissé votre adresse avec la remontée %(reference)s") % {"reference": self.reference}

    @property
    def action(self) -> tuple[str, str] | None:
        """The follow-up."""
        return _("Voir ce que devient ma remontée"), self.link


@dataclass(frozen=True, kw_only=True)
class ReceiptLetter(AuthorLetter):
    """What you told reached us."""

    kind: ClassVar[str] = "terrain.receipt"
    template: ClassVar[str] = "terrain/mail/receipt.md"

    @property
    def subject(self) -> str:
        """With the reference, to find it again."""
        return _("Nous avons bien reçu votre remontée %(reference)s") % {"reference": self.reference}


@dataclass(frozen=True, kw_only=True)
class StepLetter(AuthorLetter):
    """Something happened to what you told: one sentence."""

    kind: ClassVar[str] = "terrain.step"
    template: ClassVar[str] = "terrain/mail/step.md"

    sentence: str
    url: str = ""

    @property
    def subject(self) -> str:
        """With the reference, to find it again."""
        return _("Votre remontée %(reference)s : du nouveau") % {"reference": self.reference}


@dataclass(frozen=True, kw_only=True)
class AnswerLetter(AuthorLetter):
    """The team wrote to the author; the words themselves wait behind the link and are given here too."""

    kind: ClassVar[str] = "terrain.answer"
    template: ClassVar[str] = "terrain/mail/answer.md"

    text: str

    @property
    def subject(self) -> str:
        """With the reference, to find it again."""
        return _("Votre remontée %(reference)s : l’équipe vous écrit") % {"reference": self.reference}

    @property
    def action(self) -> tuple[str, str] | None:
        """Answering through the link."""
        return _("Répondre"), self.link


@dataclass(frozen=True, kw_only=True)
class ReaderLetter(Letter):
    """To whoever reads a signal: it was given to you, or its author wrote. Nothing of what was told is in the mail."""

    kind: ClassVar[str] = "terrain.reader"
    template: ClassVar[str] = "terrain/mail/reader.md"

    signal_id: UUID
    reference: str
    sentence: str | Promise
    url: str

    @property
    def subject(self) -> str:
        """What happened."""
        return _("Remontée %(reference)s : à lire") % {"reference": self.reference}

    @property
    def topic(self) -> str:
        """Stopped for all signals together."""
        return "terrain.reader"

    @property
    def why(self) -> str:
        """They read it."""
        return _("vous suivez cette remontée pour le laboratoire")

    @property
    def action(self) -> tuple[str, str] | None:
        """The desk."""
        return _("Ouvrir la remontée"), self.url

    @property
    def thread(self) -> str:
        """Filed with what concerns this signal."""
        return f"signal-desk:{self.signal_id}"
