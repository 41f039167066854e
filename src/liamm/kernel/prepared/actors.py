"""Who asks, as a prepared read sees them: what is looked at chooses the statement, what is found there are values."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils.functional import SimpleLazyObject

from liamm.kernel.access.actor import LinkHolder
from liamm.kernel.prepared.placeholders import PlaceholderId, padded, place

V = TypeVar("V")
Fetch = Callable[[Any], Any]
_STAND_IN = "_stands_in"


class Asks(Protocol):
    """What a stand-in tells when something of the actor is looked at."""

    def consult(self, name: str, fetch: Fetch) -> Any:
        """Note that this was looked at, and give it with placeholders for its identifiers."""


def known(actor: Any, name: str, fetch: Callable[[Any], V]) -> V:
    """What is known of an actor, read once per instance; prepared reads take it into account.

    It is a text, a truth, an identifier, a set of those, or a mapping of identifiers to what can be hashed.
    """
    actor = _themselves(actor)
    asks: Asks | None = actor.__dict__.get(_STAND_IN)
    if asks is not None:
        return asks.consult(name, fetch)  # type: ignore[no-any-return]  # of the same form
    key = f"_known_{name}"
    if key not in actor.__dict__:
        actor.__dict__[key] = fetch(actor)
    return actor.__dict__[key]  # type: ignore[no-any-return]  # kept by the lines above


def forget(actor: Any, name: str) -> None:
    """What an instance has read of itself is no longer true."""
    _themselves(actor).__dict__.pop(f"_known_{name}", None)


def _themselves(actor: Any) -> Any:
    """The account behind what a request calls its user."""
    if isinstance(actor, SimpleLazyObject):
        actor.pk  # noqa: B018  # makes it read the account
        return actor._wrapped  # noqa: SLF001  # Django's own
    return actor


def stand_in(thing: Any, slot: Hashable, asks: Asks) -> Any:
    """Somebody, or something, of the same kind with placeholders for what tells them apart.

    All other fields stay unread: a read that looks at one fails when it is built.
    """
    if isinstance(thing, Model):
        kind = thing.__class__
        name = kind._meta.pk.attname  # noqa: SLF001  # Django's own name for it
        mine = kind.from_db("default", [name], [place(thing.pk, (slot, "pk"))])
        mine.__dict__[_STAND_IN] = asks
        return mine
    if isinstance(thing, LinkHolder):
        return replace(thing, subject_id=PlaceholderId(_at((slot, "pk"))), name="")
    return thing


def identity(thing: Any) -> object:
    """What tells a thing apart from the others of its kind, None when nothing does."""
    return thing.subject_id if isinstance(thing, LinkHolder) else getattr(thing, "pk", None)


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that was looked at: its shape, its values by slot, and how it looks with placeholders."""

    shape: Hashable
    values: dict[Hashable, Any]
    form: Callable[[], Any]


def see_known(name: Hashable, value: Any) -> Seen:
    """Take what is known of somebody apart: identifiers are values, all the rest is shape."""
    if isinstance(value, dict):
        return _see_mapping(name, value)
    several = value if isinstance(value, list | tuple | set | frozenset) else [value]
    return see(name, value) if all(isinstance(one, UUID) for one in several) else Seen(value, {}, lambda: value)


def see(name: Hashable, value: Any) -> Seen:
    """Take what was given apart into shape and values.

    Raises TypeError for what is neither hashable nor made of values.
    """
    if isinstance(value, list | tuple | set | frozenset) and value and all(_is_value(one) for one in value):
        return _see_several(name, value)
    if (placeholder := place(value, name)) is not None:
        return Seen(placeholder.__class__.__name__, {name: value}, lambda: place(value, name))
    if isinstance(value, list | set):
        return Seen((type(value), ()), {}, lambda: value)
    hash(value)
    return Seen(value, {}, lambda: value)


def _is_value(one: object) -> bool:
    return place(one, None) is not None


def _see_several(name: Hashable, several: Any) -> Seen:
    kind, filled = type(several), padded(list(several))
    slots = [(name, rank) for rank in range(len(filled))]
    shape = (kind, len(filled), place(filled[0], None).__class__.__name__)
    values: dict[Hashable, Any] = dict(zip(slots, filled, strict=True))
    return Seen(shape, values, lambda: kind([place(filled[0], slot) for slot in slots]))


def _see_mapping(name: Hashable, mapping: dict[UUID, Hashable]) -> Seen:
    groups: dict[Hashable, list[UUID]] = {}
    for identifier, what in mapping.items():
        groups.setdefault(what, []).append(identifier)
    values: dict[Hashable, Any] = {}
    slots: list[tuple[Hashable, Hashable]] = []
    for what in sorted(groups, key=repr):
        for rank, identifier in enumerate(padded(groups[what])):
            values[name, what, rank] = identifier
            slots.append(((name, what, rank), what))
    shape = ("mapping", tuple(what for _slot, what in slots))
    return Seen(shape, values, lambda: {PlaceholderId(_at(slot)): what for slot, what in slots})


def _at(slot: Hashable) -> Callable[[Any], Any]:
    return lambda values: values[slot]
