"""Who holds the house on which days, and what one tells the next."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.kernel.model import Model


class Holding(Model):
    """Somebody of the team holds the house on a day: it opens, whoever is away."""

    day = models.DateField(_("jour"))
    person_id: UUID
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("personne"), related_name="+")

    class Meta:
        verbose_name = _("jour tenu")
        verbose_name_plural = _("jours tenus")
        constraints = [models.UniqueConstraint(fields=["day", "person"], name="booking_held_once_a_day")]

    def __str__(self) -> str:
        return str(self.day)


class RotaTold(models.Model):
    """The team was told that nobody holds the house on some day of the week that begins on `monday`."""

    monday = models.DateField(primary_key=True)
    told_at = models.DateTimeField()

    class Meta:
        verbose_name = _("semaine à compléter, dite")
        verbose_name_plural = _("semaines à compléter, dites")

    def __str__(self) -> str:
        return str(self.monday)


class HandoverNote(Model):
    """What one who held the house tells those who hold it next."""

    author_id: UUID | None
    author = models.ForeignKey(
        Person, models.SET_NULL, verbose_name=_("de"), null=True, blank=True, related_name="handover_notes"
    )
    words = models.TextField(_("à savoir"))
    submission = models.CharField(max_length=64, unique=True, null=True, editable=False)

    class Meta:
        verbose_name = _("relais passé")
        verbose_name_plural = _("relais passés")
        indexes = [models.Index(fields=["-created_at"], name="booking_notes_latest")]

    def __str__(self) -> str:
        return self.words[:80]


class NoteRead(Model):
    """Somebody of the team read a note."""

    note = models.ForeignKey(HandoverNote, models.CASCADE, related_name="readings")
    person_id: UUID
    person = models.ForeignKey(Person, models.CASCADE, verbose_name=_("personne"), related_name="+")

    class Meta:
        verbose_name = _("relais lu")
        verbose_name_plural = _("relais lus")
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="booking_note_read_once")]

    def __str__(self) -> str:
        return str(self.person_id)
