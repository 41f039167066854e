"""The choices of the welcome."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class GuestState(TextChoices):
    """Where a guest stands."""

    ASKED = "asked", _("pas encore de réponse")
    COMING = "coming", _("vient")
    DECLINED = "declined", _("ne vient pas")
    TAKEN_BACK = "taken_back", _("invitation reprise")
