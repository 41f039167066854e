"""Taking back what was published of a signal: because it is written anew, or because it is no longer wanted."""

from __future__ import annotations

from liamm.features.terrain.facts import WordingWithdrawn
from liamm.features.terrain.models import FieldSignal, PublicWording
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.ledger.record import record


def unpublish(actor: Actor, signal: FieldSignal) -> list[PublicWording]:
    """Take every wording in force back, each with its fact: so it leaves the pages and the search at once."""
    taken = list(PublicWording.objects.filter(signal=signal, withdrawn_at__isnull=True))
    for wording in taken:
        wording.withdrawn_at = clock.now()
        wording.save()
        record(actor, WordingWithdrawn(subject_id=wording.pk, signal=signal.pk))
    return taken
