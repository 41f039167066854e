"""What arrived by mail or in a table, so that nothing is taken twice."""

from __future__ import annotations

from django.db import models

from liamm.features.accounts.models import Person
from liamm.features.terrain.enums import InboundState
from liamm.features.terrain.models.signal import FieldSignal
from liamm.kernel.model import Model


class InboundMail(Model):
    """A mail that reached the lab's address, by its Message-ID; its words are in the signal only.

    Of one that was refused, who sent it and its subject are kept for a time, so that the team may write back.
    """

    message_id = models.CharField(max_length=400, unique=True)
    state = models.CharField(max_length=8, choices=InboundState.choices)
    reason = models.CharField(max_length=300, blank=True)
    signal = models.ForeignKey(FieldSignal, models.SET_NULL, null=True, related_name="+")
    sender = models.CharField(max_length=254, blank=True)
    subject = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["-created_at"], name="inbound_refused", condition=models.Q(state=InboundState.REFUSED))
        ]

    def __str__(self) -> str:
        return self.state


class ImportBatch(Model):
    """A table somebody brought: checked first, taken when asked; its content goes once it is taken.

    `left` keeps which lines were not taken and why (number and sentence), never what they said.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=150)
    content = models.BinaryField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField(null=True, blank=True)
    left = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.name


class ImportedLine(Model):
    """One line of a table, taken once; `again` when what it says was already there."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    signal = models.ForeignKey(FieldSignal, models.CASCADE, related_name="imported_lines")
    again = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="terrain_line_once")]

    def __str__(self) -> str:
        return f"ligne {self.number}"
