"""Clarifications: an intuition talked over between carriers and team, until one knows what it is."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.proposals.enums import ClarificationState
from liamm.features.spaces.models import Shareable
from liamm.kernel.model import Model


class Clarification(Shareable):
    """An intuition, and what it became: `words` says why it was redirected or dropped, `function` where to."""

    reference = models.CharField(max_length=20, unique=True)
    title = models.CharField(_("en une ligne"), max_length=200)
    intuition = models.TextField(_("l’intuition"))
    facilitator_id: UUID
    facilitator = models.ForeignKey(Person, models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=ClarificationState.choices, default=ClarificationState.OPEN)
    function = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "-created_at"], name="clarification_state")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=ClarificationState.OPEN, closed_at__isnull=True)
                | (~models.Q(state=ClarificationState.OPEN) & models.Q(closed_at__isnull=False)),
                name="clarification_closed_when_over",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"


class Exchange(Model):
    """What someone said in a clarification, on a day; never changed (the database refuses)."""

    clarification_id: UUID
    clarification = models.ForeignKey(Clarification, models.CASCADE, related_name="exchanges")
    author_id: UUID
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = models.TextField(_("ce que l’on s’est dit"))

    class Meta:
        ordering = ["created_at", "id"]

    def __str__(self) -> str:
        return self.words[:60]
