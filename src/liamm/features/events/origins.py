"""What an event comes of: a thing that others show on le fil, read through what they contribute."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from liamm.kernel.access import Actor
from liamm.kernel.extension import manifests
from liamm.kernel.thread.chain import Node

_BEFORE = ("signal", "problem", "community", "project")


@dataclass(frozen=True, slots=True)
class Origin:
    """One thing of le fil from which an event comes."""

    node: Node
    title: str
    url: str

    @property
    def may_be_titled(self) -> bool:
        """Whether its title may be that of the event: the words of a signal stay between its author and the team."""
        return self.node.kind != "signal"


def origin_of(actor: Actor, key: str) -> Origin | None:
    """The thing that a link names (`problem:<id>`), when the actor may read of it; None otherwise."""
    kind, _colon, thing = key.partition(":")
    sources = [source for manifest in manifests() for source in manifest.thread if source.kind == kind]
    try:
        pk = UUID(thing)
    except ValueError:
        return None
    if kind not in _BEFORE or not sources:
        return None
    step = sources[0].steps(actor, [pk]).get(pk)
    return Origin(Node(kind, pk), step.title, step.url) if step else None
