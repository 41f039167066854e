"""Relais: who passes on what the field says, for which organisation and where."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import DatedQuerySet, Organisation, Person
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.model import Model


class Relay(Model):
    """A person who passes on what the field says, in an organisation and on a territory, between two days."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="relays")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="relays")
    territory = models.ForeignKey(Territory, models.PROTECT, related_name="relays")
    note = models.CharField(_("comment on le joint sur place"), max_length=300, blank=True)
    starts = models.DateField(default=clock.today)
    ends = models.DateField(null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "organisation", "territory"],
                condition=models.Q(ends__isnull=True),
                name="terrain_relay_once",
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")), name="relay_ends_after"
            ),
        ]

    def __str__(self) -> str:
        return f"relais {self.pk}"
