"""What the house says of its rooms beside the charter."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.kernel.model import Model
from liamm.kernel.storage import Kept

MOST_MINUTES = 240


class Room(models.Model):
    """What the house says of a room beside the charter; its number is that of the binding, and never changes.

    What is empty is as the charter says. `closed_at` is since when nobody may book it; `former_names` are those that it
    had, by which it is still found.
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
    former_names = ArrayField(models.CharField(max_length=80), verbose_name=_("anciens noms"), default=list, blank=True)
    closed_at = models.DateTimeField(_("fermée depuis"), null=True, blank=True)

    class Meta:
        verbose_name = _("salle")
        verbose_name_plural = _("salles")

    def __str__(self) -> str:
        return self.name or str(self.number)


class RoomPhoto(Model):
    """A photo of a room, for everybody; `alt` says what is on it to who does not see it."""

    room_id: int
    room = models.ForeignKey(Room, models.PROTECT, verbose_name=_("salle"), related_name="photos")
    path = models.CharField(max_length=200)
    name = models.CharField(max_length=150)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    alt = models.CharField(_("ce que l’on voit"), max_length=200)

    class Meta:
        verbose_name = _("photo d’une salle")
        verbose_name_plural = _("photos des salles")
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.alt

    @property
    def kept(self) -> Kept:
        """As the storage knows it."""
        return Kept(self.path, self.name, self.media_type, self.size)
