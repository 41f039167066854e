"""Writing a fact down: the entry, the search index, the listeners and the reactions, all in one transaction."""

from __future__ import annotations

from liamm.kernel.access import Actor, actor_key
from liamm.kernel.actions import note_recorded
from liamm.kernel.ledger.facts import Fact, reactions_to
from liamm.kernel.ledger.models import Entry
from liamm.kernel.live import announce
from liamm.kernel.search.index import reindex


def record(actor: Actor, fact: Fact) -> Entry:
    """Write down that `actor` made `fact` happen, and let the house hear it.

    Reactions run in the same transaction, after the entry; listeners and search see it once committed.
    """
    entry = Entry.objects.create(
        kind=fact.kind,
        subject_kind=fact.subject_kind,
        subject_id=fact.subject_id,
        actor=actor_key(actor),
        payload=fact.payload(),
    )
    note_recorded()
    for reaction in reactions_to(fact):
        reaction(actor, fact)
    reindex(fact.subject_kind, [fact.subject_id])
    announce(f"{fact.subject_kind}:{fact.subject_id}")
    return entry
