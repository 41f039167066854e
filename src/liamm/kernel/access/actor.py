"""Who acts: a signed-in person, a visitor, or the house itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable
from uuid import UUID


@runtime_checkable
class Actor(Protocol):
    """Whoever does something: a person's account, Django's anonymous visitor or `SYSTEM`."""

    @property
    def pk(self) -> object:
        """The identifier of the person, None for a visitor."""

    @property
    def is_authenticated(self) -> bool:
        """Whether this is a signed-in person."""


@dataclass(frozen=True, slots=True)
class System:
    """The house itself: jobs, reactions and first start; policies name it explicitly."""

    pk: None = None
    is_authenticated: bool = False


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whoever holds the secret link of one thing (the author of a signal without account…)."""

    subject_id: UUID
    pk: None = None
    is_authenticated: bool = False
    name: str = field(default="", compare=False)


SYSTEM = System()


def actor_key(actor: Actor) -> str:
    """How the ledger names an actor: `person:<id>`, `link:<id>`, `system` or `visitor`."""
    if isinstance(actor, System):
        return "system"
    if isinstance(actor, LinkHolder):
        return f"link:{actor.subject_id}"
    return f"person:{actor.pk}" if actor.is_authenticated else "visitor"
