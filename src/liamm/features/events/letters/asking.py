"""The letters to those who would learn something, and to those who propose an event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from liamm.features.events.links import proposal_path, voice_path
from liamm.features.events.models import Event, EventProposal, NeedVoice, TrainingNeed
from liamm.kernel.french import inner
from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class NeedLetter(Letter):
    """A letter to somebody who would like to learn something; one click stops all about it."""

    need: TrainingNeed

    @property
    def topic(self) -> str:
        """The letters about one need stop together."""
        return f"training-need:{self.need.pk}"

    @property
    def why(self) -> str:
        """They said so."""
        return _("vous aimeriez apprendre « %(title)s »") % {"title": self.need.title}


@dataclass(frozen=True, kw_only=True)
class NeedHeardLetter(NeedLetter):
    """It is noted, in their words; the link is theirs to change or withdraw it."""

    kind: ClassVar[str] = "events.need_heard"
    template: ClassVar[str] = "events/mail/need_heard.md"

    voice: NeedVoice

    @property
    def said(self) -> str:
        """What for, each line of it within the quotation."""
        return "\n> ".join(self.need.words.splitlines())

    @property
    def subject(self) -> str:
        """That it is."""
        return _("C’est noté : %(title)s") % {"title": inner(self.need.title)}

    @property
    def action(self) -> tuple[str, str] | None:
        """Change it, withdraw it, see what it becomes."""
        return _("Le changer, le retirer, voir ce qu’il devient"), voice_path(self.voice)


@dataclass(frozen=True, kw_only=True)
class NeedAnsweredLetter(NeedLetter):
    """An event answers what they asked for: they may register before it is full."""

    kind: ClassVar[str] = "events.need_answered"
    template: ClassVar[str] = "events/mail/need_answered.md"

    event: Event

    @property
    def subject(self) -> str:
        """The news."""
        return _("Vous vouliez l’apprendre : %(title)s") % {"title": inner(self.event.title)}

    @property
    def action(self) -> tuple[str, str] | None:
        """Register."""
        return _("Voir la formation et s’inscrire"), self.event.get_absolute_url()


@dataclass(frozen=True, kw_only=True)
class NeedClosedLetter(NeedLetter):
    """It leads nowhere, and why."""

    kind: ClassVar[str] = "events.need_closed"
    template: ClassVar[str] = "events/mail/need_closed.md"

    @property
    def subject(self) -> str:
        """What became of it."""
        return _("Ce que vous vouliez apprendre : %(title)s") % {"title": inner(self.need.title)}


@dataclass(frozen=True, kw_only=True)
class ProposalLetter(Letter):
    """A letter to who proposed an event."""

    important: ClassVar[bool] = True
    kind: ClassVar[str] = "events.proposal"
    template: ClassVar[str] = "events/mail/proposal.md"

    proposal: EventProposal

    @property
    def subject(self) -> str:
        """Where it stands."""
        said = {
            "received": _("Proposition reçue : %(title)s"),
            "asked": _("Une précision, s’il vous plaît : %(title)s"),
            "accepted": _("Proposition retenue : %(title)s"),
            "declined": _("Votre proposition : %(title)s"),
        }[self.proposal.state]
        return said % {"title": inner(self.proposal.title)}

    @property
    def topic(self) -> str:
        """The letters about one proposal are filed, and one day forgotten, together."""
        return f"event-proposal:{self.proposal.pk}"

    @property
    def why(self) -> str:
        """They proposed it."""
        return _("vous avez proposé « %(title)s » pour « %(call)s »") % {
            "title": self.proposal.title,
            "call": self.proposal.call.title,
        }

    @property
    def action(self) -> tuple[str, str] | None:
        """Follow it."""
        return _("Suivre ma proposition"), proposal_path(self.proposal)
