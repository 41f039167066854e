"""What the public may read of a signal, and the sealed original of what was masked."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.spaces.models import Shareable
from liamm.features.terrain.enums import OpeningReason
from liamm.features.terrain.models.signal import FieldSignal
from liamm.features.territories.models import Territory
from liamm.kernel.model import Model


class PublicWording(Shareable):
    """The wording of a signal that a human wrote and published; the only part of it that leaves the house."""

    signal = models.ForeignKey(FieldSignal, models.CASCADE, related_name="wordings")
    title = models.CharField(_("titre"), max_length=150)
    text = models.TextField(_("ce que tout le monde lira"))
    territory = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["signal"], condition=models.Q(withdrawn_at__isnull=True), name="terrain_one_wording"
            )
        ]
        indexes = [
            models.Index(fields=["-created_at"], name="wording_recent", condition=models.Q(withdrawn_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its public page: that of the signal."""
        return reverse("terrain:signal", args=[self.signal.reference])


class SealedOriginal(Model):
    """What was told before anything was masked: kept sealed, opened only with a reason."""

    signal = models.OneToOneField(FieldSignal, models.CASCADE, related_name="original")
    content = models.JSONField()
    sealed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"original {self.pk}"


class OriginalOpening(Model):
    """Someone opened a sealed original: who, when and why."""

    original = models.ForeignKey(SealedOriginal, models.CASCADE, related_name="openings")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=10, choices=OpeningReason.choices)
    detail = models.CharField(max_length=300)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.reason
