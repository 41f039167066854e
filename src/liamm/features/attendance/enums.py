"""The choices of the day."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Because(TextChoices):
    """Why who came is said otherwise after: a choice and not words, for the ledger names nobody and forgets nothing."""

    FORGOTTEN = "forgotten", _("oubli à l’accueil")
    MISTAKEN = "mistaken", _("noté pour une autre personne")
    SHEET = "sheet", _("la feuille signée dit autrement")
    SAID = "said", _("la personne l’a signalé")
