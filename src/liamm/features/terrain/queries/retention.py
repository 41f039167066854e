"""What has been kept as long as the charter says."""

from __future__ import annotations

from datetime import datetime, timedelta

from liamm.features.charter import bindings
from liamm.features.terrain.enums import InboundState
from liamm.features.terrain.models import FieldSignal, ImportBatch, InboundMail
from liamm.kernel import clock

TABLES_KEPT = timedelta(days=7)
REFUSALS_KEPT = timedelta(days=30)


def _since(key: str) -> datetime:
    return clock.now() - timedelta(days=bindings.retention(clock.today()).value.days(key))


def contact_kept() -> str:
    """How long the ways to reach an author are kept, in words."""
    return bindings.retention(clock.today()).value.of("signal_contact").said


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


def mails_refused() -> list[InboundMail]:
    """The mails that could not be taken lately, the last first: the team may write back."""
    rows = InboundMail.objects.filter(state=InboundState.REFUSED, created_at__gt=clock.now() - REFUSALS_KEPT)
    return list(rows.order_by("-created_at"))


def mails_to_forget() -> list[InboundMail]:
    """Refused mails of which who sent them is kept long enough."""
    old = InboundMail.objects.filter(state=InboundState.REFUSED, created_at__lt=clock.now() - REFUSALS_KEPT)
    return list(old.exclude(sender="", subject=""))
