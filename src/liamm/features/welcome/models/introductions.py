"""People of one day who would like to be introduced, and the introductions that somebody proposes."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.booking.models import Booking
from liamm.kernel.model import Model


class Wish(Model):
    """Somebody who comes for a booking would like to meet others that day: what they do, what they look for.

    `holder` is the key of who is expected; they take it back when they like, and it is let go of soon after the day.
    """

    booking_id: UUID
    booking = models.ForeignKey(Booking, models.CASCADE, related_name="wishes")
    holder = models.CharField(max_length=80)
    does = models.CharField(_("ce que je fais"), max_length=140)
    seeks = models.CharField(_("ce que je cherche"), max_length=140)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["booking", "holder"], name="welcome_one_wish")]

    def __str__(self) -> str:
        return self.does


class Introduction(Model):
    """Two people to whom the team proposes to meet; each says yes or no before either knows who the other is."""

    first_id: UUID
    first = models.ForeignKey(Wish, models.CASCADE, related_name="+")
    first_said = models.BooleanField(null=True)
    second_id: UUID
    second = models.ForeignKey(Wish, models.CASCADE, related_name="+")
    second_said = models.BooleanField(null=True)
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="welcome_introduced_once"),
            models.CheckConstraint(condition=~Q(first=F("second")), name="welcome_introduced_to_another"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_agreed(self) -> bool:
        """Whether both said yes."""
        return bool(self.first_said and self.second_said)

    @property
    def is_declined(self) -> bool:
        """Whether one said no; nobody learns which."""
        return self.first_said is False or self.second_said is False

    @property
    def topic(self) -> str:
        """How its letters are filed, and forgotten."""
        return f"introduction:{self.pk}"
