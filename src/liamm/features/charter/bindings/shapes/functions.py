"""What the laboratory does: its functions, the objectives of its projects, the communities it takes part in."""

from __future__ import annotations

from pydantic import Field

from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.enums import ProposalKind


class Function(Table):
    """One function of the laboratory, and the kind of proposal that asks for it."""

    key: str
    name: str
    mission: str
    description: str
    asks: ProposalKind
    unit: str


class Functions(Table):
    """The functions, in the order of the charter, and what they have in common."""

    motto: str
    common: tuple[str, ...]
    functions: tuple[Function, ...] = Field(min_length=1)

    def function(self, key: str) -> Function:
        """Return one function by its key."""
        return next(each for each in self.functions if each.key == key)

    def answering(self, kind: ProposalKind) -> Function | None:
        """Return the function that answers a kind of proposal, when the laboratory has one."""
        return next((each for each in self.functions if each.asks is kind), None)


class Objective(Table):
    """One kind of objective that a project may pursue."""

    key: str
    name: str
    text: str


class Objectives(Table):
    """The objectives a proposal says it pursues."""

    objectives: tuple[Objective, ...] = Field(min_length=1)


class KnownCommunity(Table):
    """A community that the laboratory runs itself or takes part in."""

    key: str
    name: str
    led: bool


class Communities(Table):
    """The archipelago: communities led, and communities joined."""

    communities: tuple[KnownCommunity, ...]
