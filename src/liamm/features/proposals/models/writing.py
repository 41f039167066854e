"""Answers as they stand, and every text that was written."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from liamm.features.accounts.models import Person
from liamm.features.proposals.models.proposals import Proposal
from liamm.kernel import clock
from liamm.kernel.model import Model


class Answer(Model):
    """The answer to one question as it stands; `number` grows with each text written."""

    proposal_id: UUID
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="answers")
    question = models.CharField(max_length=80)
    value = models.JSONField()
    number = models.PositiveIntegerField(default=1)
    author_id: UUID
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "question"], name="answer_once")]

    def __str__(self) -> str:
        return self.question


class AnswerChange(Model):
    """A text someone wrote. `aside` texts did not land because another had been written meanwhile; both are kept.

    `opened_at` is when the page it was written on was opened: it tells two pages of one person apart.
    """

    proposal_id: UUID
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="changes")
    question = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    value = models.JSONField()
    author_id: UUID
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    opened_at = models.DateTimeField(null=True)
    aside = models.BooleanField(default=False)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["proposal", "question", "-number"], name="answer_history")]

    def __str__(self) -> str:
        return f"{self.question} {self.number}"
