"""Tying links and walking le fil; every walk costs one query for the links and one per kind of thing met."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection

from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.extension import ThreadSource, ThreadStep, manifests
from liamm.kernel.thread.models import Link

_REACH = 12
_SETTLING = ["decided_by", "confirmed_by", "corrected_by"]
"""The relations of what was said of a thing: wherever the thing is, they are."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing of le fil: its kind (as its feature names it) and its identifier."""

    kind: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of le fil as shown: all the steps of one kind that the actor may see; `now` marks where one stands."""

    kind: str
    label: str
    steps: tuple[ThreadStep, ...]
    now: bool = False

    @property
    def done(self) -> bool:
        """Whether something of this stage is behind us."""
        return any(step.done for step in self.steps)

    @property
    def title(self) -> str:
        """« 4 remontées », or the name of the stage when there is one step."""
        return self.label


def tie(source: Node, relation: str, target: Node) -> None:
    """Write that `source` led to `target`; tying twice changes nothing."""
    Link.objects.get_or_create(
        source_kind=source.kind,
        source_id=source.id,
        target_kind=target.kind,
        target_id=target.id,
        relation=relation,
        ended_at=None,
    )


def untie(source: Node, relation: str, target: Node) -> None:
    """End a link; it stays in the history."""
    Link.objects.filter(source_id=source.id, target_id=target.id, relation=relation, ended_at__isnull=True).update(
        ended_at=clock.now()
    )


# UNION (not UNION ALL) ends the walk on a loop; origins only go up and outcomes only go down, so that the chain of
# one signal does not bring in the other signals of the same problem's other children. What was said of a thing of the
# chain belongs to it, also when it led nowhere: the project of a request has the decision that put the request off.
_WALK = """
WITH RECURSIVE up(kind, id, depth) AS (
    SELECT %(kind)s::varchar, %(id)s::uuid, 0
    UNION
    SELECT link.source_kind, link.source_id, up.depth + 1 FROM thread_link link
    JOIN up ON link.target_id = up.id WHERE link.ended_at IS NULL AND up.depth < %(reach)s
), down(kind, id, depth) AS (
    SELECT %(kind)s::varchar, %(id)s::uuid, 0
    UNION
    SELECT link.target_kind, link.target_id, down.depth + 1 FROM thread_link link
    JOIN down ON link.source_id = down.id WHERE link.ended_at IS NULL AND down.depth < %(reach)s
), met(kind, id) AS (
    SELECT kind, id FROM (SELECT kind, id FROM up UNION SELECT kind, id FROM down) walked
    UNION
    SELECT link.target_kind, link.target_id FROM thread_link link
    JOIN met ON link.source_id = met.id WHERE link.ended_at IS NULL AND link.relation = ANY(%(settling)s)
)
SELECT kind, id FROM met
"""


def nodes_around(node: Node) -> list[Node]:
    """All that led to this thing and all that came of it, itself included, with all that was decided of each."""
    asked: dict[str, Any] = {"kind": node.kind, "id": str(node.id), "reach": _REACH, "settling": _SETTLING}
    with connection.cursor() as cursor:
        cursor.execute(_WALK, asked)
        return [Node(kind, identifier) for kind, identifier in cursor.fetchall()]


@lru_cache(maxsize=1)
def _sources() -> Mapping[str, ThreadSource]:
    return {source.kind: source for manifest in manifests() for source in manifest.thread}


def stages(actor: Actor, node: Node, *, here: ThreadStep | None = None) -> list[Stage]:
    """Le fil of one thing as the actor may see it, stage by stage from the first signal to the last outcome.

    `here` is the step of the thing itself, from a page that has read it already and may show it.
    """
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for other in nodes_around(node):
        by_kind[other.kind].append(other.id)
    known = {node.kind: {node.id: here}} if here else {}
    sources = sorted(_known(by_kind), key=lambda one: one.rank)
    made = {one.kind: _steps(actor, one, by_kind[one.kind], known.get(one.kind, {})) for one in sources}
    said = _said_of([step for steps in made.values() for step in steps.values()])
    found = []
    for source in sources:
        steps = made[source.kind]
        if steps:
            every = [one for key, step in steps.items() for one in _each(key, step, said)]
            ordered = tuple(sorted(every, key=lambda step: (step.at is None, step.at)))
            number = len(by_kind[source.kind]) if source.counts_hidden else len(steps)
            label = str(source.stage) if number == 1 else f"{number} {source.plural}"
            found.append(Stage(source.kind, label, ordered, now=source.kind == node.kind))
    return found


def _said_of(steps: Iterable[ThreadStep]) -> dict[tuple[Any, int | None], ThreadStep]:
    """The first step that decided of each thing, among those that the actor may open."""
    first: dict[tuple[Any, int | None], ThreadStep] = {}
    for step in sorted((one for one in steps if one.settles and one.url and one.at), key=lambda one: str(one.at)):
        if step.settles:
            first.setdefault(step.settles, step)
    return first


def _each(key: Any, step: ThreadStep, said: Mapping[tuple[Any, int | None], ThreadStep]) -> Iterable[ThreadStep]:
    """All the steps of one thing; one that the actor may not open bears the name of what was decided of it."""
    every = (*step.earlier, step)
    for number, one in enumerate(every, start=1):
        told = None if one.url else said.get((key, number if step.earlier else None))
        yield replace(one, title=told.title, url=told.url, lang=told.lang) if told else one


def _steps(
    actor: Actor, source: ThreadSource, ids: Sequence[Any], known: Mapping[Any, ThreadStep]
) -> dict[Any, ThreadStep]:
    asked = [one for one in ids if one not in known]
    return {**known, **(source.steps(actor, asked) if asked else {})}


def _known(kinds: Iterable[str]) -> list[ThreadSource]:
    known = _sources()
    return [known[kind] for kind in kinds if kind in known]


def origins(node: Node, kind: str) -> list[UUID]:
    """The identifiers of all things of `kind` that led to this one."""
    return [other.id for other in nodes_around(node) if other.kind == kind and other.id != node.id]


_ONWARD = """
WITH RECURSIVE down(root, kind, id, depth) AS (
    SELECT one, ''::varchar, one, 0 FROM unnest(%(ids)s::uuid[]) one
    UNION
    SELECT down.root, link.target_kind, link.target_id, down.depth + 1 FROM thread_link link
    JOIN down ON link.source_id = down.id WHERE link.ended_at IS NULL AND down.depth < %(reach)s
)
SELECT DISTINCT kind, root, id FROM down WHERE depth > 0
"""


def furthest(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, ThreadStep]:
    """What became of several things: for each, the step down le fil that says it to the actor, if one does.

    One query for the links of all, and at most one per kind of thing that says so.
    """
    met: dict[str, set[tuple[UUID, UUID]]] = defaultdict(set)
    if not ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_ONWARD, {"ids": list(ids), "reach": _REACH})
        for kind, root, identifier in cursor.fetchall():
            met[kind].add((root, identifier))
    found: dict[UUID, tuple[int, ThreadStep]] = {}
    for source in sorted(_known(met), key=lambda one: -one.tells):
        pairs = [pair for pair in met[source.kind] if pair[0] not in found or found[pair[0]][0] == source.tells]
        if source.tells and pairs:
            _tell(found, source, source.steps(actor, list({one for _root, one in pairs})), pairs)
    return {root: step for root, (_level, step) in found.items()}


def _tell(
    found: dict[UUID, tuple[int, ThreadStep]],
    source: ThreadSource,
    steps: Mapping[Any, ThreadStep],
    pairs: Iterable[tuple[UUID, UUID]],
) -> None:
    """Keep the latest step of this source that says what became of each, unless a later one was kept."""
    for root, one in pairs:
        step, kept = steps.get(one), found.get(root)
        if step and step.became and step.at and (kept is None or not kept[1].at or kept[1].at < step.at):
            found[root] = (source.tells, step)
