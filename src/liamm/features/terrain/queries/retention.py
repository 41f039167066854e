"""What has been kept as long as the charter says."""

from __future__ import annotations

from datetime import datetime, timedelta

from liamm.features.charter import bindings
from liamm.features.terrain.models import FieldSignal, ImportBatch
from liamm.kernel import clock

TABLES_KEPT = timedelta(days=7)


def _since(key: str) -> datetime:
    return clock.now() - timedelta(days=bindings.retention(clock.today()).value.days(key))


def contact_months() -> int:
    """How many months the ways to reach an author are kept."""
    return round(bindings.retention(clock.today()).value.days("signal_contact") * 12 / 365)


def authors_to_forget() -> list[FieldSignal]:
    """Signals whose author can no longer be needed."""
    return list(FieldSignal.objects.filter(author__isnull=False, created_at__lt=_since("signal_contact")))


def originals_to_forget() -> list[FieldSignal]:
    """Signals whose sealed original can no longer be contested."""
    return list(FieldSignal.objects.filter(original__isnull=False, created_at__lt=_since("signal_original")))


def tables_to_forget() -> list[ImportBatch]:
    """Tables that were checked a week ago and never imported."""
    old = ImportBatch.objects.filter(imported_at=None, created_at__lt=clock.now() - TABLES_KEPT)
    return list(old.exclude(content=b""))
