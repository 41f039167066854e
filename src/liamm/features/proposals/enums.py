"""The choices of clarifications, proposals and appraisals."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from liamm.features.charter.enums import ProposalKind

APPRAISED_KINDS = frozenset({ProposalKind.PROJECT, ProposalKind.ACTION})
"""The kinds that the grid is for: what the lab accompanies (projects and actions)."""


class ClarificationState(TextChoices):
    """Where a clarification stands."""

    OPEN = "open", _("en discussion")
    READY = "ready", _("prête à devenir une demande")
    REDIRECTED = "redirected", _("orientée ailleurs")
    DROPPED = "dropped", _("laissée de côté")


class ProposalState(TextChoices):
    """Where a proposal stands."""

    DRAFT = "draft", _("en écriture")
    SUBMITTED = "submitted", pgettext_lazy("une demande", "déposée")
    REWORK = "rework", _("à reprendre")
    DEFERRED = "deferred", _("différée")
    RETAINED = "retained", _("retenue")
    REDIRECTED = "redirected", _("réorientée")
    NOT_RETAINED = "not_retained", _("non retenue")
    WITHDRAWN = "withdrawn", _("retirée")


class Verdict(TextChoices):
    """What the named persons state about the gate."""

    PASSED = "passed", _("franchi")
    HELD = "held", _("non franchi")


class Stage(TextChoices):
    """The two parts of an appraisal: the gate, then what it opens."""

    GATE = "gate", _("le filtre")
    REST = "rest", _("la suite de la grille")


class QuestionShape(TextChoices):
    """How a question is answered."""

    LINE = "line", _("une ligne")
    TEXT = "text", _("un texte")
    PHASE = "phase", _("une phase")
    OBJECTIVES = "objectives", _("des objectifs")
    TERRITORIES = "territories", _("des territoires")
    APPRECIATION = "appreciation", _("une appréciation")


class InvitedAs(TextChoices):
    """What someone is asked by mail to do."""

    CARRIER = "carrier", _("porter la demande")
    HELPER = "helper", _("aider à l’écrire")
    APPRAISER = "appraiser", _("donner son avis")


class Reply(TextChoices):
    """What became of an invitation by mail."""

    ACCEPTED = "accepted", _("acceptée")
    DECLINED = "declined", _("déclinée")
    ASIDE = "aside", _("déport déclaré")
    TAKEN_BACK = "taken_back", _("reprise")
    LAPSED = "lapsed", _("restée sans réponse")
