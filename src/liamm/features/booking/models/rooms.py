"""What the house says of its rooms beside the charter."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_MINUTES = 240


class Room(models.Model):
    """What the house says of a room beside the charter; its number is that of the binding, and never changes.

    What is empty is as the charter says. `closed_at` is since when nobody may book it.
    """

    number = models.PositiveIntegerField(_("numéro"), primary_key=True)
    name = models.CharField(_("nom"), max_length=80, blank=True)
    equipment = ArrayField(models.CharField(max_length=80), verbose_name=_("équipement"), null=True, blank=True)
    access = models.TextField(_("accès"), blank=True)
    setup_minutes = models.PositiveSmallIntegerField(
        _("minutes pour installer"), null=True, blank=True, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    restore_minutes = models.PositiveSmallIntegerField(
        _("minutes pour remettre en état"), null=True, blank=True, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    initial_state = models.TextField(_("comme on la trouve"), blank=True)
    checklist = ArrayField(models.CharField(max_length=200), verbose_name=_("avant de partir"), null=True, blank=True)
    closed_at = models.DateTimeField(_("fermée depuis"), null=True, blank=True)

    class Meta:
        verbose_name = _("salle")
        verbose_name_plural = _("salles")

    def __str__(self) -> str:
        return self.name or str(self.number)
