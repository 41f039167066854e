"""The register itself: rows that are written once and sealed once."""

from __future__ import annotations

import secrets

from django.db import models

from liamm.kernel import clock


def _salt() -> str:
    return secrets.token_hex(16)


class Entry(models.Model):
    """One fact. `position`, `previous` and `digest` are empty until the seal; nothing else ever changes.

    `salt` keeps the public digest from being guessed from the short private values that it covers.
    """

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField(default=clock.now)
    kind = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    actor = models.CharField(max_length=60)
    payload = models.JSONField()
    salt = models.CharField(max_length=32, default=_salt)
    position = models.BigIntegerField(null=True, unique=True)
    previous = models.CharField(max_length=64, default="", blank=True)
    digest = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="ledger_subject"),
            models.Index(fields=["id"], name="ledger_unsealed", condition=models.Q(position__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.position or '—'} {self.kind}"
