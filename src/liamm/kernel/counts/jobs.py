"""What is over is swept every hour."""

from __future__ import annotations

from django.db.models.functions import Now

from liamm.kernel.counts.models import Kept
from liamm.kernel.jobs import every


@every("7 * * * *", "counts.sweep")
def sweep() -> None:
    """Forget what is over."""
    Kept.objects.filter(ends__lte=Now()).delete()
