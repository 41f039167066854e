"""The choices of selections."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SelectionState(TextChoices):
    """Where a selection stands."""

    PREPARED = "prepared", _("en préparation")
    OPEN = "open", _("candidatures et lecture")
    PROPOSED = "proposed", _("liste proposée")
    PUBLISHED = "published", _("liste publiée")


class AppealState(TextChoices):
    """Where an appeal stands."""

    ASKED = "asked", _("en attente de réponse")
    GRANTED = "granted", _("accepté")
    KEPT = "kept", _("la décision est maintenue")
