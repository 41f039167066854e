"""The choices of the welcome."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Opens(TextChoices):
    """What a code opens, and what a plan leads to."""

    DOOR = "door", _("la porte")
    CAR_PARK = "car_park", _("le parking")


class Seen(TextChoices):
    """How somebody came to know a code."""

    PAGE = "page", _("sur une page")
    MAIL = "mail", _("par courriel")
    PAPER = "paper", _("sur la feuille du clavier")


class GuestState(TextChoices):
    """Where a guest stands."""

    ASKED = "asked", _("pas encore de réponse")
    COMING = "coming", _("vient")
    DECLINED = "declined", _("ne vient pas")
    TAKEN_BACK = "taken_back", _("invitation reprise")
