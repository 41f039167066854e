"""Telling every author upstream of a thing what happened to it: the one door for all features above."""

from __future__ import annotations

from uuid import UUID

from liamm.features.terrain.facts import AuthorsTold
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.authors import authors_of
from liamm.features.terrain.telling import Words, tell_step
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import action
from liamm.kernel.ledger.record import record
from liamm.kernel.thread.chain import Node


@action
def tell_authors(
    actor: Actor, node: Node, *, step: str, sentence: Words, passed: Words = "", url: str = ""
) -> list[UUID]:
    """Tell one step of `node`, in one sentence, to the author of every signal that led to it; returns those signals.

    `step` names the step once for all (`decision_published:<id>`): the same step is never told twice to the same
    signal. `sentence` may be lazy, it is then said in each author's language; `passed` is what is said instead to
    whoever passed on the words of somebody else. `url` must be a public page. Upper features call this from their
    actions or reactions as `SYSTEM`, after the links of the thread are tied.
    """
    require(policy, actor, Permission.TELL_AUTHORS, node)
    told = tell_step([signal.pk for signal in authors_of([node])], step, sentence, passed=passed, url=url)
    record(actor, AuthorsTold(subject_id=node.id, of=node.kind, step=step, signals=tuple(told)))
    return told
