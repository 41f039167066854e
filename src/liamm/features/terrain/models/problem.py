"""A problem (problématique): signals crossed into one question worth working on, and how ripe it is."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.spaces.models import Shareable
from liamm.features.terrain.models.signal import FieldSignal
from liamm.kernel.model import Model


class Problem(Shareable):
    """A question, who is concerned, what is known of it (its last version is copied here), open or closed."""

    reference = models.CharField(max_length=20, unique=True)
    seed = models.CharField(max_length=64, unique=True, null=True, editable=False)
    question = models.CharField(_("question"), max_length=250)
    concerned = models.TextField(_("qui est concerné"), blank=True)
    known = models.TextField(_("ce que l’on sait"), blank=True)
    raised_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_because = models.TextField(_("pourquoi elle est close"), blank=True)
    signals = models.ManyToManyField(FieldSignal, through="Crossing", related_name="problems")

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("terrain:problem", args=[self.reference])

    @property
    def is_open(self) -> bool:
        """Whether work on it goes on."""
        return self.closed_at is None


class Crossing(Model):
    """A signal belongs to a problem, from a day on and perhaps until another."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="crossings")
    signal = models.ForeignKey(FieldSignal, models.CASCADE, related_name="crossings")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["problem", "signal"], condition=models.Q(ended_at__isnull=True), name="terrain_crossed_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} → {self.problem_id}"


class KnownVersion(Model):
    """One version of what is known of a problem: versions are added, never changed.

    One that names somebody may be emptied: its day and why stay in the place of its words.
    """

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    question = models.CharField(max_length=250)
    concerned = models.TextField(blank=True)
    known = models.TextField(blank=True)
    redacted_at = models.DateTimeField(null=True, blank=True)
    redacted_because = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["problem", "number"], name="terrain_version_once")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"version {self.number}"


class MaturityMark(Model):
    """Someone said that a condition of maturity is kept, or is not, and on what ground; the last word counts.

    `charter_version` is the version of the charter whose conditions were read that day.
    """

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="marks")
    condition = models.CharField(max_length=40)
    kept = models.BooleanField()
    evidence = models.TextField(_("ce qui le montre"))
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    charter_version = models.CharField(max_length=20)

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["problem", "condition", "-created_at"], name="maturity_last")]

    def __str__(self) -> str:
        return self.condition
