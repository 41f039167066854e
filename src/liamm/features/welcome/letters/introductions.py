"""The letters of introductions: proposed to each of two, then, once both agree, who the other is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from liamm.features.welcome.introducing import Side, introduction_path, wish_of
from liamm.features.welcome.models import Introduction, Wish
from liamm.features.welcome.whereabouts import when
from liamm.kernel.extension import Expected
from liamm.kernel.post.letters import Letter


@dataclass(frozen=True, kw_only=True)
class IntroductionProposed(Letter):
    """Somebody who comes that day does this and looks for that; would you meet? No name before both say yes."""

    kind: ClassVar[str] = "welcome.introduction"
    template: ClassVar[str] = "welcome/mail/introduction.md"

    introduction: Introduction
    side: Side

    @property
    def topic(self) -> str:
        """One introduction."""
        return self.introduction.topic

    @property
    def mine(self) -> Wish:
        """What the reader wished."""
        return wish_of(self.introduction, self.side)

    @property
    def other(self) -> Wish:
        """What the other does and looks for."""
        return wish_of(self.introduction, self.side.other)

    @property
    def when(self) -> str:
        """When the reader comes."""
        return when(self.mine.booking)

    @property
    def subject(self) -> str:
        """The question."""
        return _("Voulez-vous rencontrer quelqu’un qui vient le même jour ?")

    @property
    def why(self) -> str:
        """Because they asked for it."""
        return _("vous avez demandé à faire connaissance ce jour-là")

    @property
    def action(self) -> tuple[str, str] | None:
        """Answer."""
        return _("Répondre"), introduction_path(self.introduction, self.side)


@dataclass(frozen=True, kw_only=True)
class IntroductionAgreed(IntroductionProposed):
    """Both said yes: here is who the other is, and how to write to them."""

    kind: ClassVar[str] = "welcome.introduction_agreed"
    template: ClassVar[str] = "welcome/mail/introduction_agreed.md"
    important: ClassVar[bool] = True

    met: Expected

    @property
    def subject(self) -> str:
        """With whom."""
        return _("Faites connaissance avec %(name)s") % {"name": self.met.name or self.met.address}

    @property
    def action(self) -> tuple[str, str] | None:
        """Their page; they write to the other from their own mail."""
        return _("Voir la rencontre"), introduction_path(self.introduction, self.side)
