"""What an agenda item is about, whatever its kind: where it stands on le fil, who is tied to it, what it weighs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from liamm.features.accounts.models import Person
from liamm.features.charter.enums import Effect
from liamm.features.governance.dossiers import Dossier
from liamm.features.governance.models import AgendaItem, Body, Decision
from liamm.features.governance.rules.interest import Tie
from liamm.features.governance.rules.route import Standing
from liamm.kernel.access import Actor
from liamm.kernel.thread.chain import Node


@dataclass(frozen=True, slots=True)
class About:
    """The thing behind an item, as a decision keeps it."""

    node: Node | None = None
    function: str = ""
    grid_version: str = ""
    territories: tuple[UUID, ...] = ()


def about(item: AgendaItem) -> About:
    """What an item is about."""
    del item
    return About()


def ties(item: AgendaItem) -> Mapping[Tie, Sequence[UUID]]:
    """Who is tied to the subject of an item, and how."""
    del item
    return {}


def carriers_of(decision: Decision) -> list[Person]:
    """Those who carry what was decided."""
    del decision
    return []


def answer_matter(decision: Decision, effect: Effect) -> None:
    """Tell the thing itself what became of it."""


def open_matter(first: Decision, last: Decision) -> None:
    """Open what was granted: `first` decided it, `last` is the last word of its route."""


def tell_field(decision: Decision, stands: Standing) -> None:
    """Tell every author of every signal upstream, in one sentence."""


def kept_grid(decision: Decision) -> list[dict[str, Any]]:
    """The spread of the opinions as the register keeps it; with the arguments only when the writer chose so."""
    del decision
    return []


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request that could come before a body, and what its file still lacks."""

    key: UUID
    title: str
    url: str
    lacks: tuple[str, ...] = ()


def dossiers(items: Sequence[AgendaItem], *, named: bool) -> dict[UUID, Dossier]:
    """What is read about each item."""
    del named
    return {item.pk: Dossier(summary=item.summary) for item in items}


def candidates(actor: Actor, body: Body) -> tuple[list[Candidate], list[Candidate]]:
    """The requests that are ripe for a body and not on an agenda, and those whose file is not complete."""
    del actor, body
    return [], []


def carriers_of_item(item: AgendaItem) -> list[Person]:
    """Those who carry what comes before the body."""
    del item
    return []
