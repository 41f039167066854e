"""Interest communities: people and organisations who engage, boundedly, on a problem."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.commitments.models import Commitment
from liamm.features.spaces.models import Space
from liamm.features.terrain.models.problem import Problem
from liamm.kernel.model import Model


class InterestCommunity(Model):
    """A circle gathered by a call around a problem; who may see it is said by its circle."""

    space = models.OneToOneField(Space, models.PROTECT, related_name="+")
    problem = models.ForeignKey(Problem, models.PROTECT, related_name="communities")
    call = models.TextField(_("appel"))
    call_open = models.BooleanField(default=True)
    usual_meetings = models.PositiveSmallIntegerField(default=3)
    ends = models.DateField(_("jusqu’au"))
    seed = models.CharField(max_length=64, unique=True, null=True, editable=False)

    class Meta:
        verbose_name_plural = "interest communities"

    def __str__(self) -> str:
        return self.space.name

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("terrain:community", args=[self.space.slug])


class SoughtExpertise(Model):
    """An expertise the community looks for; present once somebody engaged with it."""

    community = models.ForeignKey(InterestCommunity, models.CASCADE, related_name="sought")
    name = models.CharField(_("expertise"), max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="terrain_sought_once")]
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.name


class Joining(Model):
    """Someone joined: the engagement made and the version of the charter whose rules were accepted."""

    community = models.ForeignKey(InterestCommunity, models.CASCADE, related_name="joinings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    commitment = models.OneToOneField(Commitment, models.PROTECT, related_name="+")
    rules_version = models.CharField(max_length=20)
    left_at = models.DateTimeField(null=True, blank=True)
    farewell = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "person"], condition=models.Q(left_at__isnull=True), name="terrain_joined_once"
            )
        ]

    def __str__(self) -> str:
        return f"engagement {self.pk}"
