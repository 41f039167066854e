"""What binds a thing as it stands: an upper feature says why it changes no more, without the thing knowing it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from uuid import UUID

from liamm.kernel.actions import DomainError

Bond = Callable[[list[UUID]], Mapping[UUID, DomainError]]
_bonds: dict[str, list[Bond]] = defaultdict(list)


def binds(kind: str) -> Callable[[Bond], Bond]:
    """Hold things of `kind` as they stand: the function gives, of several, why some change no more."""

    def register(bond: Bond) -> Bond:
        _bonds[kind].append(bond)
        return bond

    return register


def bond_of(kind: str, subject_id: UUID) -> DomainError | None:
    """Why this thing changes no more, None while it may: for the page that does not offer it."""
    return bonds_of(kind, [subject_id]).get(subject_id)


def bonds_of(kind: str, subjects: list[UUID]) -> dict[UUID, DomainError]:
    """The same of several things; those that may change are absent."""
    found: dict[UUID, DomainError] = {}
    for bond in _bonds[kind]:
        found = {**bond(subjects), **found}
    return found


def refuse_bound(kind: str, subject_id: UUID) -> None:
    """Stop a change of what is bound.

    Raises DomainError with the reason and what is possible.
    """
    found = bond_of(kind, subject_id)
    if found is not None:
        raise found
