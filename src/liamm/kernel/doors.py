"""The doors from the page of a thing to what upper features keep about it."""

from __future__ import annotations

from liamm.kernel.access import Actor
from liamm.kernel.extension import Door, manifests


def doors_at(actor: Actor, kind: str, thing: object) -> list[Door]:
    """All the doors that open to an actor from the page of a thing."""
    sources = (source for manifest in manifests() for source in manifest.doors if source.kind == kind)
    return [door for source in sources for door in source.doors(actor, thing)]
