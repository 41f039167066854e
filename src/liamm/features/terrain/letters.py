"""The mails of terrain: to authors of signals, and to whoever of the team reads them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liamm.features.terrain.enums import Whence
from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class AuthorLetter(Letter):
    """A letter to whoever told or passed on a signal; one click stops all of them. `link` is where it is followed.

    `who` brought it, when it came in a table.
    """

    signal_id: UUID
    reference: str
    link: str
    whence: Whence = Whence.LEFT
    who: str = ""

    @property
    def passed(self) -> bool:
        """Whether the words are those of somebody else."""
        return self.whence == Whence.PASSED

    @property
    def imported(self) -> bool:
        """Whether it came in a table that somebody brought."""
        return self.whence == Whence.IMPORTED

    @property
    def topic(self) -> str:
        """All the letters about one signal stop together."""
        return f"signal:{self.signal_id}"

    @property
    def why(self) -> str:
        """How the house came to write to them."""
        said = {
            Whence.LEFT: _("vous avez laissé votre adresse avec la remontée %(reference)s"),
            Whence.ACCOUNT: _("vous avez envoyé la remontée %(reference)s depuis votre compte"),
            Whence.PASSED: _("vous avez transmis la remontée %(reference)s"),
            Whence.GIVEN: _("votre adresse nous a été donnée avec la remontée %(reference)s"),
            Whence.IMPORTED: _("%(who)s nous a transmis la remontée %(reference)s, avec votre adresse"),
        }[self.whence]
        return said % {"reference": self.reference, "who": self.who}

    @property
    def named(self) -> str:
        """The signal, as whoever gets the letter knows it."""
        said = (
            _("La remontée %(reference)s, que vous avez transmise")
            if self.passed
            else _("Votre remontée %(reference)s")
        )
        return said % {"reference": self.reference}

    @property
    def action(self) -> tuple[str, str] | None:
        """The follow-up."""
        return _("Voir ce qu’elle devient") if self.passed else _("Voir ce que devient ma remontée"), self.link


@dataclass(frozen=True, kw_only=True)
class ReceiptLetter(AuthorLetter):
    """What you told reached us."""

    kind: ClassVar[str] = "terrain.receipt"
    template: ClassVar[str] = "terrain/mail/receipt.md"

    left: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """With the reference, to find it again."""
        if self.passed:
            return _("Nous avons bien reçu la remontée %(reference)s, que vous transmettez") % {
                "reference": self.reference
            }
        return _("Nous avons bien reçu votre remontée %(reference)s") % {"reference": self.reference}


@dataclass(frozen=True, kw_only=True)
class StepLetter(AuthorLetter):
    """Something happened to what you told: one sentence; `own` when it is said to whoever passed it on."""

    kind: ClassVar[str] = "terrain.step"
    template: ClassVar[str] = "terrain/mail/step.md"

    sentence: str
    url: str = ""
    own: bool = False

    @property
    def subject(self) -> str:
        """With the reference, to find it again."""
        return _("%(signal)s : du nouveau") % {"signal": self.named}


@dataclass(frozen=True, kw_only=True)
class AnswerLetter(AuthorLetter):
    """The team wrote to the author; the words themselves wait behind the link and are given here too."""

    kind: ClassVar[str] = "terrain.answer"
    template: ClassVar[str] = "terrain/mail/answer.md"

    text: str

    @property
    def subject(self) -> str:
        """With the reference, to find it again."""
        return _("%(signal)s : l’équipe vous écrit") % {"signal": self.named}

    @property
    def action(self) -> tuple[str, str] | None:
        """Answering through the link."""
        return _("Répondre"), self.link


@dataclass(frozen=True, kw_only=True)
class LeftLetter(AuthorLetter):
    """What you added reached us, but for these files: which, and why."""

    kind: ClassVar[str] = "terrain.left"
    template: ClassVar[str] = "terrain/mail/left.md"

    left: tuple[str, ...]

    @property
    def subject(self) -> str:
        """With the reference, to find it again."""
        return _("%(signal)s : un fichier n’a pas été pris") % {"signal": self.named}


@dataclass(frozen=True, kw_only=True)
class RefusedMailLetter(Letter):
    """Your mail reached us and could not be taken: why, and what is possible."""

    kind: ClassVar[str] = "terrain.mail_refused"
    template: ClassVar[str] = "terrain/mail/refused.md"
    important: ClassVar[bool] = True

    said: str
    reason: str

    @property
    def subject(self) -> str:
        """What happened."""
        return _("Nous n’avons pas pu prendre votre courriel")

    @property
    def why(self) -> str:
        """They wrote first."""
        return _("vous avez écrit au laboratoire")

    @property
    def action(self) -> tuple[str, str] | None:
        """The form takes what a mail could not bring."""
        return _("Le dire en ligne"), reverse("terrain:tell")


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
