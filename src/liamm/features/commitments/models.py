"""Bounded engagements of people, and the lab's capacity by month and skill."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import DatedQuerySet, Organisation, Person
from liamm.features.commitments.enums import CommitmentState, Unit
from liamm.features.spaces.models import Space
from liamm.kernel import clock
from liamm.kernel.model import Model


class Commitment(Model):
    """A person's bounded amount of time for one thing, named by its kind and identifier as on le fil.

    Only the person sees the detail; `ends` is never empty: what has no term is not an engagement.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="commitments")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    space = models.ForeignKey(Space, models.PROTECT, null=True, blank=True, related_name="commitments")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    purpose = models.CharField(_("pour quoi"), max_length=200)
    amount = models.DecimalField(_("combien"), max_digits=6, decimal_places=2)
    unit = models.CharField(max_length=8, choices=Unit.choices, default=Unit.DAYS)
    expertise = models.CharField(_("expertise apportée"), max_length=120, blank=True)
    starts = models.DateField(default=clock.today)
    ends = models.DateField(_("jusqu’au"))
    state = models.CharField(max_length=10, choices=CommitmentState.choices, default=CommitmentState.KEPT)

    objects = DatedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="commitment_amount"),
            models.CheckConstraint(condition=models.Q(ends__gte=models.F("starts")), name="commitment_ends_after"),
        ]
        indexes = [models.Index(fields=["subject_kind", "subject_id"], name="commitment_subject")]

    def __str__(self) -> str:
        return self.purpose


class CapacityMonth(Model):
    """Days of one skill that the lab can give in a month (`month` is its first day)."""

    month = models.DateField()
    skill = models.CharField(max_length=40)
    days = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "skill"], name="capacity_once"),
            models.CheckConstraint(condition=models.Q(days__gte=0), name="capacity_positive"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="capacity_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.skill}"


class LoadMonth(Model):
    """Days of one skill that one thing (a request, a project) asks in a month; `held` once a decision retained it."""

    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    month = models.DateField()
    skill = models.CharField(max_length=40)
    days = models.DecimalField(max_digits=6, decimal_places=2)
    held = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "month", "skill"], name="load_once"),
            models.CheckConstraint(condition=models.Q(days__gt=0), name="load_positive"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="load_first_day"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.skill}"
