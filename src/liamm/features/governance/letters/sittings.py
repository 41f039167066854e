"""Letters to the members of a body about its sittings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.governance.models import AgendaItem, Attendance, Sitting
from liamm.features.governance.presence import presence_token
from liamm.kernel.post.letters import Letter, absolute


@dataclass(frozen=True, kw_only=True)
class SittingLetter(Letter):
    """A letter about one sitting, to someone who sits in the body."""

    important: ClassVar[bool] = True

    sitting: Sitting

    @property
    def topic(self) -> str:
        """All letters of a sitting are filed together."""
        return f"sitting:{self.sitting.pk}"

    @property
    def why(self) -> str:
        """Because they sit there."""
        return _("vous siégez au %(body)s, ou pouvez y suppléer quelqu’un") % {"body": self.sitting.body.name}


@dataclass(frozen=True, kw_only=True)
class ConvenedLetter(SittingLetter):
    """When, where, about what; one click says whether one comes."""

    kind: ClassVar[str] = "governance.convened"
    template: ClassVar[str] = "governance/mail/convened.md"

    attendance: Attendance
    items: tuple[AgendaItem, ...]

    @property
    def subject(self) -> str:
        """The subject."""
        return _("%(body)s : vous êtes convoqué") % {"body": self.sitting.body.name}

    @property
    def action(self) -> tuple[str, str] | None:
        """Answer without signing in."""
        path = reverse("governance:presence_link", args=[presence_token(self.attendance)])
        return _("Dire si vous venez"), path

    @property
    def file_url(self) -> str:
        """The address of the file."""
        return absolute(reverse("governance:file", args=[self.sitting.slug]))


@dataclass(frozen=True, kw_only=True)
class StandInLetter(ConvenedLetter):
    """The holder of the seat does not come: whoever stands in is called."""

    kind: ClassVar[str] = "governance.stand_in"
    template: ClassVar[str] = "governance/mail/stand_in.md"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("%(body)s : pouvez-vous suppléer ?") % {"body": self.sitting.body.name}


@dataclass(frozen=True, kw_only=True)
class SittingMovedLetter(ConvenedLetter):
    """Another day, why, and the question again."""

    kind: ClassVar[str] = "governance.sitting_moved"
    template: ClassVar[str] = "governance/mail/moved.md"

    reason: str

    @property
    def subject(self) -> str:
        """The subject."""
        return _("%(body)s : la séance change de date") % {"body": self.sitting.body.name}


@dataclass(frozen=True, kw_only=True)
class SittingCancelledLetter(SittingLetter):
    """No sitting, and why."""

    kind: ClassVar[str] = "governance.sitting_cancelled"
    template: ClassVar[str] = "governance/mail/cancelled.md"

    @property
    def subject(self) -> str:
        """The subject."""
        return _("%(body)s : la séance est annulée") % {"body": self.sitting.body.name}


@dataclass(frozen=True, kw_only=True)
class RecusalAskedLetter(SittingLetter):
    """Something ties the person to an item: they are asked whether they stay out of it."""

    kind: ClassVar[str] = "governance.recusal_asked"
    template: ClassVar[str] = "governance/mail/recusal.md"

    item: AgendaItem

    @property
    def subject(self) -> str:
        """The subject."""
        return _("%(body)s : restez-vous en dehors d’un point ?") % {"body": self.item.body.name}

    @property
    def action(self) -> tuple[str, str] | None:
        """Answer on the page of the item."""
        return _("Répondre"), reverse("governance:recusals", args=[self.item.pk])
