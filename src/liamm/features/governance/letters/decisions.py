"""Letters that a decision sends out: the public return, and what is asked of people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.governance.models import Decision, Preconisation
from liamm.features.governance.rules.route import Standing
from liamm.features.governance.standing import say_standing
from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class DecisionLetter(Letter):
    """A letter about one decision of the public register; it holds nothing that the register does not."""

    decision: Decision

    @property
    def topic(self) -> str:
        """One can stop the letters of this decision."""
        return f"decision:{self.decision.pk}"

    @property
    def action(self) -> tuple[str, str] | None:
        """Read it in the register."""
        return _("Lire la décision"), reverse("governance:decision", args=[self.decision.reference])


@dataclass(frozen=True, kw_only=True)
class CarrierReturnLetter(DecisionLetter):
    """To those who carry the request: the public return."""

    kind: ClassVar[str] = "governance.carrier_return"
    template: ClassVar[str] = "governance/mail/carrier_return.md"
    important: ClassVar[bool] = True

    stands: Standing

    @property
    def standing(self) -> str:
        """What remains to be said by another body."""
        return say_standing(self.decision, self.stands)

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Retour du %(body)s : %(title)s") % {
            "body": self.decision.body.name,
            "title": self.decision.subject,
        }

    @property
    def why(self) -> str:
        """Because they carry it."""
        return _("vous portez cette demande")


@dataclass(frozen=True, kw_only=True)
class BodyToldLetter(DecisionLetter):
    """To the members of a body that the route keeps informed."""

    kind: ClassVar[str] = "governance.body_told"
    template: ClassVar[str] = "governance/mail/body_told.md"

    told: str
    stands: Standing

    @property
    def standing(self) -> str:
        """What remains to be said by another body."""
        return say_standing(self.decision, self.stands)

    @property
    def topic(self) -> str:
        """One can stop what a body is told."""
        return f"told:{self.told}"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Pour information : %(title)s") % {"title": self.decision.subject}

    @property
    def why(self) -> str:
        """Because the charter keeps this body informed."""
        return _("la charte tient le %(body)s informé") % {"body": self.told}


@dataclass(frozen=True, kw_only=True)
class ReadingAskedLetter(Letter):
    """To those who may read for four eyes: a public text waits for someone other than its writer."""

    kind: ClassVar[str] = "governance.reading_asked"
    template: ClassVar[str] = "governance/mail/reading_asked.md"

    decision: Decision

    @property
    def topic(self) -> str:
        """One can stop being asked to read."""
        return "governance.readings"

    @property
    def subject(self) -> str:
        """The subject says no more than the reference: the text has not left the house."""
        return _("Un texte attend votre relecture : %(reference)s") % {"reference": self.decision.reference}

    @property
    def why(self) -> str:
        """Because four eyes are needed."""
        return _("un texte public part relu par une autre personne que celle qui l’a écrit")

    @property
    def action(self) -> tuple[str, str] | None:
        """Read it."""
        return _("Relire"), reverse("governance:read", args=[self.decision.reference])


@dataclass(frozen=True, kw_only=True)
class TextHandedBackLetter(Letter):
    """To those who wrote a text: someone read it and gave it back. The remark is read beside the text, in the house."""

    kind: ClassVar[str] = "governance.text_handed_back"
    template: ClassVar[str] = "governance/mail/text_handed_back.md"

    decision: Decision

    @property
    def topic(self) -> str:
        """One can stop what is said of these texts."""
        return f"texts:{self.decision.pk}"

    @property
    def subject(self) -> str:
        """The subject says no more than the reference: the text has not left the house."""
        return _("Un texte vous revient avec une remarque : %(reference)s") % {"reference": self.decision.reference}

    @property
    def why(self) -> str:
        """Because they wrote it."""
        return _("vous avez écrit ce texte")

    @property
    def action(self) -> tuple[str, str] | None:
        """Take it up again."""
        return _("Reprendre le texte"), reverse("governance:texts", args=[self.decision.reference])


@dataclass(frozen=True, kw_only=True)
class PreconisationEntrustedLetter(DecisionLetter):
    """To whoever minds a preconisation."""

    kind: ClassVar[str] = "governance.preconisation_entrusted"
    template: ClassVar[str] = "governance/mail/preconisation_entrusted.md"
    important: ClassVar[bool] = True

    preconisation: Preconisation

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Une préconisation vous est confiée : %(title)s") % {"title": self.decision.public_title}

    @property
    def why(self) -> str:
        """Because they mind it."""
        return _("vous êtes soucieux d’une préconisation")

    @property
    def action(self) -> tuple[str, str] | None:
        """Say what became of it, when the time comes."""
        return _("Voir la préconisation"), reverse("governance:preconisation", args=[self.preconisation.pk])


@dataclass(frozen=True, kw_only=True)
class PreconisationDueLetter(PreconisationEntrustedLetter):
    """To whoever minds a preconisation whose term is near, or behind."""

    kind: ClassVar[str] = "governance.preconisation_due"
    template: ClassVar[str] = "governance/mail/preconisation_due.md"
    important: ClassVar[bool] = False

    late: bool

    @property
    def topic(self) -> str:
        """One can stop the reminders of this preconisation."""
        return f"preconisation:{self.preconisation.pk}"

    @property
    def subject(self) -> str:
        """The subject."""
        if self.late:
            return _("Où en est cette préconisation ? %(title)s") % {"title": self.decision.public_title}
        return _("Une préconisation arrive à son terme : %(title)s") % {"title": self.decision.public_title}
