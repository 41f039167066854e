"""Taking back what was published of a signal because its author no longer wants it."""

from __future__ import annotations

from liamm.features.terrain.facts import WordingWithdrawn
from liamm.features.terrain.models import FieldSignal, PublicWording
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.ledger.record import record


def unpublish(actor: Actor, signal: FieldSignal) -> None:
    """Take every wording in force back."""
    for wording in PublicWording.objects.filter(signal=signal, withdrawn_at__isnull=True):
        wording.withdrawn_at = clock.now()
        wording.save()
        record(actor, WordingWithdrawn(subject_id=wording.pk, signal=signal.pk))
