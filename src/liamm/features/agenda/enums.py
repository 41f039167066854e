"""The choices of the agenda."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class View(TextChoices):
    """How much of it is shown; the word is that of the address."""

    DAY = "jour", _("Jour")
    WEEK = "semaine", _("Semaine")
    MONTH = "mois", _("Mois")
    LIST = "liste", _("Liste")


class Scope(TextChoices):
    """What a calendar that follows the agenda is given."""

    ALL = "all", _("Tout ce que je peux voir")
    MINE = "mine", _("Ce qui me concerne")
    ROOM = "room", _("Une salle")
    SPACE = "space", _("Un cercle")
