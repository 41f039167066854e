"""The choices of consents."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Shown(TextChoices):
    """What is shown of somebody."""

    PHOTO = "photo", _("une photo où l’on vous reconnaît")
    TESTIMONY = "testimony", _("un témoignage")


class Obtained(TextChoices):
    """How somebody said yes."""

    PAPER = "paper", _("sur papier, le jour même")
    MAIL = "mail", _("par courriel")
    SPOKEN = "spoken", _("de vive voix, devant une autre personne")
    FORM = "form", _("par un formulaire")
