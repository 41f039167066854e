"""The words of a charter on which code may decide.

Everything else in a charter (names of bodies, roles, rooms, criteria…) is data that code only passes on.
"""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

ARTICLE = "charter_article"
"""How the search index names an article."""


class Source(StrEnum):
    """Where a rule comes from: an article of the charter, or a usage of the house where the charter is silent."""

    ARTICLE = "article"
    HOUSE = "house"


class ProposalKind(StrEnum):
    """What one may ask of the laboratory; each of its functions answers one kind."""

    PROJECT = "project"
    ACTION = "action"
    COMMUNITY = "community"
    RESOURCE = "resource"


class ItemKind(StrEnum):
    """The kinds of item on the agenda of a sitting."""

    PROPOSAL = "proposal"
    STRATEGY = "strategy"
    THEORY = "theory"
    CHARTER = "charter"
    PACT = "pact"
    INFORMATION = "information"


class Matter(StrEnum):
    """What the decision route speaks about: the four kinds of proposal, the other items, and the frame."""

    PROJECT = "project"
    ACTION = "action"
    COMMUNITY = "community"
    RESOURCE = "resource"
    STRATEGY = "strategy"
    THEORY = "theory"
    CHARTER = "charter"
    PACT = "pact"
    INFORMATION = "information"
    FRAME = "frame"


class Effect(StrEnum):
    """What an outcome does to the item it closes, whatever the laboratory calls it."""

    RETAIN = "retain"
    RETAIN_WITH = "retain_with"
    DEFER = "defer"
    REDIRECT = "redirect"
    REFUSE = "refuse"
    NOTE = "note"


class AmendmentState(TextChoices):
    """Where an amendment stands."""

    UNDER_WAY = "under_way", _("en chemin")
    ADOPTED = "adopted", _("adopté")
    SET_ASIDE = "set_aside", _("écarté")
