"""Letters about what comes before a body, or comes no more: to who proposed a subject, to who would confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.governance.models import AgendaItem, Decision, Sitting
from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class SubjectLetter(Letter):
    """A letter about the subject that someone proposed."""

    item: AgendaItem

    @property
    def topic(self) -> str:
        """One can stop the letters of this subject."""
        return f"subject:{self.item.pk}"

    @property
    def why(self) -> str:
        """Because they proposed it."""
        return _("vous avez proposé un sujet au laboratoire")


@dataclass(frozen=True, kw_only=True)
class ConfirmationDroppedLetter(Letter):
    """To those who would have confirmed a decision: those who asked took their request back."""

    kind: ClassVar[str] = "governance.confirmation_dropped"
    template: ClassVar[str] = "governance/mail/confirmation_dropped.md"
    important: ClassVar[bool] = True

    item: AgendaItem
    sitting: Sitting | None = None

    @property
    def topic(self) -> str:
        """All that is told of an item is filed together."""
        return f"item:{self.item.pk}"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("%(body)s : un point n’est plus à confirmer") % {"body": self.item.body.name}

    @property
    def why(self) -> str:
        """Because they sit there."""
        return _("vous siégez au %(body)s, ou pouvez y suppléer quelqu’un") % {"body": self.item.body.name}


@dataclass(frozen=True, kw_only=True)
class SubjectReceivedLetter(SubjectLetter):
    """The receipt."""

    kind: ClassVar[str] = "governance.subject_received"
    template: ClassVar[str] = "governance/mail/subject_received.md"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Votre sujet est bien arrivé : %(title)s") % {"title": self.item.title}


@dataclass(frozen=True, kw_only=True)
class SubjectAnsweredLetter(SubjectLetter):
    """It will come before the body, it will not and why, or what was decided."""

    kind: ClassVar[str] = "governance.subject_answered"
    template: ClassVar[str] = "governance/mail/subject_answered.md"

    declined_because: str = ""
    on: date | None = None
    decision: Decision | None = None

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Votre sujet : %(title)s") % {"title": self.item.title}

    @property
    def action(self) -> tuple[str, str] | None:
        """Read the decision, once there is one."""
        if self.decision is None:
            return None
        return _("Lire la décision"), reverse("governance:decision", args=[self.decision.reference])
