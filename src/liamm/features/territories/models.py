"""Territories, as the official geographic code names them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.kernel.model import Model


class TerritoryKind(models.TextChoices):
    """The grain of a territory."""

    COMMUNE = "commune", _("commune")
    EPCI = "epci", _("intercommunalité")
    DEPARTEMENT = "departement", _("département")
    REGION = "region", _("région")
    COUNTRY = "country", _("pays")


class Territory(Model):
    """A territory: `code` is the INSEE code, or the SIREN of an EPCI; `folded` is the name without marks or case."""

    kind = models.CharField(max_length=12, choices=TerritoryKind.choices)
    code = models.CharField(max_length=9)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120)
    postcodes = ArrayField(models.CharField(max_length=5), default=list)
    population = models.PositiveIntegerField(default=0)
    epci = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    departement = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    region = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="territories_code_once")]
        indexes = [models.Index(fields=["folded"], name="territories_name")]

    def __str__(self) -> str:
        return self.name
