"""Projects and actions: phases, roles in a project, and what carriers and laboratory promise each other."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from liamm.features.charter.bindings.shapes.fitting import MisfitError
from liamm.features.charter.bindings.shapes.table import Table


class Phase(Table):
    """A kind of phase; phases may loop, overlap or be skipped."""

    key: str
    name: str
    description: str


class LoadCeiling(Table):
    """What a light load means, in days of the team over the whole action."""

    days: float = Field(gt=0)
    text: str


class ActionLimits(Table):
    """What an action may be: one phase among these, and light for the laboratory."""

    phases: tuple[str, ...] = Field(min_length=1)
    text: str
    ceiling: LoadCeiling


class Phases(Table):
    """The phases, and what an action may take of them."""

    phases: tuple[Phase, ...] = Field(min_length=1)
    action: ActionLimits

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """An action takes phases that exist."""
        known = [phase.key for phase in self.phases]
        for word in self.action.phases:
            if word not in known:
                raise MisfitError("unknown_phase", "action", "phases", word=word, known=known)
        return self

    def phase(self, key: str) -> Phase:
        """Return one phase by its key."""
        return next(each for each in self.phases if each.key == key)


class Role(Table):
    """A role, which gives no right in the software; a person may hold several."""

    key: str
    name: str
    definition: str


class ProjectRoles(Table):
    """The roles in a project; `carrier`, `sponsor` and `facilitator` say which of them the software looks for."""

    roles: tuple[Role, ...] = Field(min_length=1)
    carrier: str
    sponsor: str
    facilitator: str
    watcher: str

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """The roles the software looks for exist."""
        known = [role.key for role in self.roles]
        for field in ("carrier", "sponsor", "facilitator", "watcher"):
            word = getattr(self, field)
            if word not in known:
                raise MisfitError("unknown_role", field, word=word, known=known)
        return self

    def role(self, key: str) -> Role:
        """Return one role by its key."""
        return next(each for each in self.roles if each.key == key)


class Promise(Table):
    """One thing that the carriers or the laboratory promise when a project opens; `by` is carriers or lab."""

    key: str
    by: str = Field(pattern=r"^(carriers|lab)$")
    text: str


class Voice(Table):
    """A kind of people whose absence from a team is worth saying."""

    key: str
    name: str
    absent: str


class ReviewRhythm(Table):
    """How many months may pass between two reviews of a phase."""

    months: int = Field(ge=1)


class Opening(Table):
    """What happens when a project opens."""

    promises: tuple[Promise, ...] = Field(min_length=1)
    voices: tuple[Voice, ...] = ()
    review: ReviewRhythm
