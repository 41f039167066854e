"""Bodies as the charter names them, and who sits on their seats."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import DatedQuerySet, Person
from liamm.features.governance.enums import MandateKind
from liamm.features.spaces.models import Space
from liamm.kernel import clock
from liamm.kernel.model import Model


class Body(Model):
    """A body: its key is that of the charter, its circle shares what its members share.

    Composition, cadence, quorum and powers are read in the charter of the day; `name` is kept for the days on which
    the charter no longer knows it.
    """

    key = models.SlugField(_("clé"), max_length=40, unique=True)
    name = models.CharField(_("nom"), max_length=80)
    rank = models.PositiveSmallIntegerField(_("rang"), default=0)
    space = models.OneToOneField(Space, models.PROTECT, verbose_name=_("cercle"), related_name="body")

    class Meta:
        verbose_name = _("instance")
        verbose_name_plural = _("instances")
        ordering = ["rank", "key"]

    def __str__(self) -> str:
        return self.name


class Mandate(Model):
    """Someone holds a seat of a body between two days, as titular or to stand in."""

    body = models.ForeignKey(Body, models.PROTECT, verbose_name=_("instance"), related_name="mandates")
    seat = models.CharField(_("siège"), max_length=40)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name=_("personne"), related_name="mandates")
    kind = models.CharField(_("nature"), max_length=10, choices=MandateKind.choices, default=MandateKind.TITULAR)
    starts = models.DateField(_("depuis le"), default=clock.today)
    ends = models.DateField(_("jusqu’au"), null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandat")
        verbose_name_plural = _("mandats")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "seat", "person"], condition=models.Q(ends__isnull=True), name="mandate_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends__isnull=True) | models.Q(ends__gte=models.F("starts")),
                name="mandate_ends_after",
            ),
        ]
        indexes = [models.Index(fields=["person", "body"], name="mandate_person")]

    def __str__(self) -> str:
        return f"{self.seat} ({self.kind})"
