"""The letters of projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.projects.models import Project, RoleProposal
from liamm.kernel.french import inner
from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class ProjectLetter(Letter):
    """A letter about one project."""

    project: Project

    @property
    def topic(self) -> str:
        """One can stop the letters of this project."""
        return f"project:{self.project.id}"

    @property
    def action(self) -> tuple[str, str] | None:
        """Go and see."""
        return _("Voir le projet"), f"/projets/{self.project.reference}/"


@dataclass(frozen=True, kw_only=True)
class ProjectOpenedLetter(ProjectLetter):
    """To those who carry it: it opens, here is what both sides promise."""

    kind: ClassVar[str] = "projects.opened"
    template: ClassVar[str] = "projects/mail/opened.md"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Votre projet s’ouvre : %(title)s") % {"title": self.project.title}

    @property
    def why(self) -> str:
        """Because they are in the team."""
        return _("vous êtes dans l’équipe de ce projet")

    @property
    def action(self) -> tuple[str, str] | None:
        """Read the promises."""
        return _("Lire et accepter les engagements"), f"/projets/{self.project.reference}/#engagements"


@dataclass(frozen=True, kw_only=True)
class ProjectNewsLetter(ProjectLetter):
    """To followers: one piece of public news, in one sentence and a few words."""

    kind: ClassVar[str] = "projects.news"
    template: ClassVar[str] = "projects/mail/news.md"

    sentence: str
    words: str = ""

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Des nouvelles de « %(title)s »") % {"title": inner(self.project.title)}

    @property
    def why(self) -> str:
        """Because they follow."""
        return _("vous suivez ce projet")


@dataclass(frozen=True, kw_only=True)
class ReviewNearLetter(ProjectLetter):
    """To those who lead: the review is near."""

    kind: ClassVar[str] = "projects.review_near"
    template: ClassVar[str] = "projects/mail/review_near.md"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("Bientôt un point d’étape : %(title)s") % {"title": self.project.title}

    @property
    def why(self) -> str:
        """Because they lead."""
        return _("vous menez ce projet")


@dataclass(frozen=True, kw_only=True)
class RoleProposedLetter(ProjectLetter):
    """To somebody to whom a role is proposed: what it is, who proposes it, how to say yes or no."""

    kind: ClassVar[str] = "projects.role_proposed"
    template: ClassVar[str] = "projects/mail/role_proposed.md"

    proposal: RoleProposal
    role: str
    definition: str
    token: str
    term: date

    @property
    def subject(self) -> str:
        """Who proposes, and what."""
        return _("%(by)s vous propose un rôle dans le projet « %(title)s »") % {
            "by": self.proposal.proposed_by,
            "title": inner(self.project.title),
        }

    @property
    def why(self) -> str:
        """Because somebody thought of them."""
        return _("%(by)s vous propose un rôle dans ce projet") % {"by": self.proposal.proposed_by}

    @property
    def action(self) -> tuple[str, str] | None:
        """Read and answer."""
        return _("Lire et répondre"), reverse("project_role_link", args=[self.token])
