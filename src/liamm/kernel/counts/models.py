"""The rows behind the shared cache: a few hundred at a time, swept every hour."""

from __future__ import annotations

from django.db import models


class Kept(models.Model):
    """One value until its end. `name` is a keyed digest: whom or what is counted cannot be read from it."""

    name = models.CharField(max_length=64, primary_key=True)
    value = models.JSONField()
    ends = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "kept"

    def __str__(self) -> str:
        return self.name[:12]
