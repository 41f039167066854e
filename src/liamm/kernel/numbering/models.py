"""The last number given in each series."""

from __future__ import annotations

from django.db import models


class Series(models.Model):
    """One series, such as `D-2026`."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.name}-{self.last:03d}"
