"""Facts: frozen dataclasses in the past tense, and the reactions that hear them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from liamm.kernel.access import Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that happened to one thing. Fields hold identifiers, dates, numbers and choices, never private text."""

    kind: ClassVar[str]
    subject_kind: ClassVar[str]

    subject_id: UUID

    def payload(self) -> dict[str, object]:
        """The fields beside the subject, as JSON values."""
        return {item.name: _plain(getattr(self, item.name)) for item in fields(self) if item.name != "subject_id"}


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value


FactT = TypeVar("FactT", bound=Fact)
Reaction = Callable[[Actor, Any], None]
_reactions: dict[type[Fact], list[Reaction]] = defaultdict(list)


def reacts_to(*heard: type[FactT]) -> Callable[[Callable[[Actor, FactT], None]], Callable[[Actor, FactT], None]]:
    """Call the function in the transaction of each of these facts: what it writes stands or falls with the act."""

    def register(reaction: Callable[[Actor, FactT], None]) -> Callable[[Actor, FactT], None]:
        for fact in heard:
            _reactions[fact].append(reaction)
        return reaction

    return register


def reactions_to(fact: Fact) -> list[Reaction]:
    """The reactions registered for the class of this fact."""
    return _reactions.get(type(fact), [])
