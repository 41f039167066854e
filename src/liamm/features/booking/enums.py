"""The choices of bookings."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BookingState(TextChoices):
    """Where a booking stands."""

    CONFIRMED = "confirmed", _("confirmée")
    CANCELLED = "cancelled", _("annulée")


class Reach(TextChoices):
    """How far a change goes along a series."""

    ONE = "one", _("cette date seulement")
    AFTER = "after", _("cette date et les suivantes")
    ALL = "all", _("toutes les dates à venir")
