"""Writing a fact down: the entry, the search index, the listeners and the reactions, all in one transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from liamm.kernel.access import Actor, actor_key
from liamm.kernel.actions import note_recorded
from liamm.kernel.ledger.facts import Fact, reactions_to
from liamm.kernel.ledger.models import Entry
from liamm.kernel.live import announce
from liamm.kernel.prepared import add
from liamm.kernel.search.index import reindex

_MOST = 500
_Subjects = dict[str, set[UUID]]
_awaiting: ContextVar[_Subjects | None] = ContextVar("liamm_awaiting", default=None)


@contextmanager
def heard_at_the_end() -> Iterator[None]:
    """Let search and open pages hear once, when it is over, of all that is recorded here (a story, a large import)."""
    subjects: _Subjects = defaultdict(set)
    token = _awaiting.set(subjects)
    try:
        yield
    finally:
        _awaiting.reset(token)
    for kind, ids in subjects.items():
        ordered = sorted(ids)
        for start in range(0, len(ordered), _MOST):
            reindex(kind, ordered[start : start + _MOST])
        for one in ordered:
            announce(f"{kind}:{one}")


def record(actor: Actor, fact: Fact) -> Entry:
    """Write down that `actor` made `fact` happen, and let the house hear it.

    Reactions run in the same transaction, after the entry; listeners and search see it once committed.
    """
    entry = add(
        Entry(
            kind=fact.kind,
            subject_kind=fact.subject_kind,
            subject_id=fact.subject_id,
            actor=actor_key(actor),
            payload=fact.payload(),
        )
    )
    note_recorded()
    for reaction in reactions_to(fact):
        reaction(actor, fact)
    subjects = _awaiting.get()
    if subjects is not None:
        subjects[fact.subject_kind].add(fact.subject_id)
        return entry
    reindex(fact.subject_kind, [fact.subject_id])
    announce(f"{fact.subject_kind}:{fact.subject_id}")
    return entry
