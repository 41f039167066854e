"""The choices of commitments."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Unit(TextChoices):
    """How an amount of time is said."""

    HOURS = "hours", _("heures")
    DAYS = "days", _("jours")
    MEETINGS = "meetings", _("rencontres")


class CommitmentState(TextChoices):
    """Where an engagement stands."""

    OFFERED = "offered", _("proposé")
    KEPT = "kept", _("en cours")
    GIVEN_BACK = "given_back", _("rendu")
    ENDED = "ended", _("arrivé à son terme")
