"""The letters of clarifications and proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from liamm.kernel.french import inner
from liamm.kernel.post.letters import Letter

Words = str | Promise
"""Words of someone, or of the house: the latter wait until the language of the reader is known."""


def _quoted(words: Words) -> str:
    """A text as a Markdown quotation, all of its lines."""
    return "\n".join(f"> {line}" for line in str(words).strip().splitlines())


@dataclass(frozen=True, kw_only=True)
class _AboutProposal(Letter):
    """A letter about one proposal: `reference` and `title` say which, `url` leads to it."""

    reference: str
    title: str
    url: str

    @property
    def topic(self) -> str:
        """What one click stops."""
        return f"proposal:{self.reference}"

    @property
    def action(self) -> tuple[str, str]:
        """The one main action."""
        return _("Ouvrir la demande"), self.url


@dataclass(frozen=True, kw_only=True)
class _AskedByMail(_AboutProposal):
    """Someone is asked by mail, by a link of their own which opens until `term`; a stranger may stop being asked."""

    by: str
    term: date

    @property
    def topic(self) -> str:
        """What one click stops: being asked, whatever the request."""
        return "proposals.asked"

    @property
    def thread(self) -> str:
        """Filed with the other letters about this request."""
        return super().topic

    @property
    def action(self) -> tuple[str, str]:
        """The one main action."""
        return _("Voir l’invitation"), self.url


@dataclass(frozen=True, kw_only=True)
class CarrierAsked(_AskedByMail):
    """Someone is asked to carry a proposal, or to help write it."""

    kind: ClassVar[str] = "proposals.carrier_asked"
    template: ClassVar[str] = "proposals/mail/carrier_asked.md"

    helper: bool

    @property
    def subject(self) -> str:
        """Who asks, and for what."""
        return _("%(by)s vous propose d’écrire ensemble « %(title)s »") % {"by": self.by, "title": inner(self.title)}

    @property
    def why(self) -> str:
        """Why it came."""
        return _("%(by)s a donné votre adresse pour écrire cette demande avec vous") % {"by": self.by}


@dataclass(frozen=True, kw_only=True)
class AppraiserAskedByMail(_AskedByMail):
    """Someone without account is asked to appraise a version."""

    kind: ClassVar[str] = "proposals.appraiser_asked"
    template: ClassVar[str] = "proposals/mail/appraiser_asked.md"

    @property
    def subject(self) -> str:
        """Which request."""
        return _("Votre avis sur une demande : « %(title)s »") % {"title": inner(self.title)}

    @property
    def why(self) -> str:
        """Why it came."""
        return _("%(by)s, de l’équipe du laboratoire, a donné votre adresse pour vous demander un avis") % {
            "by": self.by
        }


@dataclass(frozen=True, kw_only=True)
class ProposalReceived(_AboutProposal):
    """A version was submitted: to its carriers, as a receipt."""

    kind: ClassVar[str] = "proposals.received"
    template: ClassVar[str] = "proposals/mail/received.md"

    number: int
    grid: str
    appraised: bool

    @property
    def subject(self) -> str:
        """Which request."""
        return _("Votre demande %(reference)s est déposée") % {"reference": self.reference}

    @property
    def why(self) -> str:
        """Why it came."""
        return _("vous portez cette demande")


@dataclass(frozen=True, kw_only=True)
class ProposalArrived(_AboutProposal):
    """A version was submitted: to the team."""

    kind: ClassVar[str] = "proposals.arrived"
    template: ClassVar[str] = "proposals/mail/arrived.md"

    number: int
    genre: Words

    @property
    def subject(self) -> str:
        """Which request."""
        return _("Une demande est arrivée : « %(title)s »") % {"title": inner(self.title)}

    @property
    def why(self) -> str:
        """Why it came."""
        return _("vous faites partie de l’équipe du laboratoire")

    @property
    def topic(self) -> str:
        """What one click stops: every arrival."""
        return "proposals.arrivals"


@dataclass(frozen=True, kw_only=True)
class ProposalGivenBack(_AboutProposal):
    """The team gives a proposal back to its carriers."""

    kind: ClassVar[str] = "proposals.given_back"
    template: ClassVar[str] = "proposals/mail/given_back.md"

    words: str

    @property
    def quoted(self) -> str:
        """What was said, as a quotation."""
        return _quoted(self.words)

    @property
    def subject(self) -> str:
        """Which request."""
        return _("Votre demande %(reference)s est à reprendre") % {"reference": self.reference}

    @property
    def why(self) -> str:
        """Why it came."""
        return _("vous portez cette demande")


@dataclass(frozen=True, kw_only=True)
class AppraisalAsked(_AboutProposal):
    """Someone is invited to appraise a version, or reminded of it."""

    kind: ClassVar[str] = "proposals.appraisal_asked"
    template: ClassVar[str] = "proposals/mail/appraisal_asked.md"

    due: date
    reminder: bool = False

    @property
    def subject(self) -> str:
        """Which request."""
        if self.reminder:
            return _("Votre avis sur « %(title)s » est attendu") % {"title": inner(self.title)}
        return _("Votre avis sur une demande : « %(title)s »") % {"title": inner(self.title)}

    @property
    def why(self) -> str:
        """Why it came."""
        return _("l’équipe du laboratoire vous a demandé votre avis sur cette demande")

    @property
    def action(self) -> tuple[str, str]:
        """The one main action."""
        return _("Écrire mon avis"), self.url


@dataclass(frozen=True, kw_only=True)
class GateStated(_AboutProposal):
    """The gate of a version was passed, or held: to its carriers, and to the appraisers who may now go on."""

    kind: ClassVar[str] = "proposals.gate_stated"
    template: ClassVar[str] = "proposals/mail/gate_stated.md"

    passed: bool
    arguments: tuple[tuple[str, str], ...]
    appraiser: bool = False

    @property
    def quoted(self) -> list[tuple[str, str]]:
        """Who stated it, and their argument as a quotation."""
        return [(name, _quoted(argument)) for name, argument in self.arguments]

    @property
    def subject(self) -> str:
        """Which request, and what was stated."""
        if self.passed:
            return _("« %(title)s » a franchi le filtre des usages") % {"title": inner(self.title)}
        return _("« %(title)s » n’a pas franchi le filtre des usages") % {"title": inner(self.title)}

    @property
    def why(self) -> str:
        """Why it came."""
        return _("vous appréciez cette demande") if self.appraiser else _("vous portez cette demande")


@dataclass(frozen=True, kw_only=True)
class ClarificationNews(Letter):
    """Something was said in a clarification, or it is over."""

    kind: ClassVar[str] = "proposals.clarification_news"
    template: ClassVar[str] = "proposals/mail/clarification_news.md"

    reference: str
    title: str
    url: str
    by: str
    words: Words
    outcome: Words = ""

    @property
    def quoted(self) -> str:
        """What was said, as a quotation."""
        return _quoted(self.words)

    @property
    def subject(self) -> str:
        """Which clarification."""
        return _("« %(title)s » : %(by)s vous répond") % {"title": inner(self.title), "by": self.by}

    @property
    def why(self) -> str:
        """Why it came."""
        return _("vous prenez part à cette clarification")

    @property
    def topic(self) -> str:
        """What one click stops."""
        return f"clarification:{self.reference}"

    @property
    def action(self) -> tuple[str, str]:
        """The one main action."""
        return _("Répondre"), self.url
