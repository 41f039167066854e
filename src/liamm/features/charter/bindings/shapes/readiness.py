"""Before a decision: maturity of a problem, eligibility of a proposal, and the theory of transformation."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from liamm.features.charter.bindings.shapes.fitting import Kept, Names
from liamm.features.charter.bindings.shapes.table import Table


class Condition(Table):
    """One plain condition of maturity, met from a threshold on; `key` is what the software counts."""

    key: str = Field(pattern=r"^(users|expertises|carrier|terrain|sponsor)$")
    name: str
    question: str
    at_least: int = Field(ge=1)
    met: str
    missing: str


class Maturity(Table):
    """What makes a problem ripe."""

    conditions: tuple[Condition, ...]


class Check(Table):
    """One question of the self-check, and what is said when the answer is no."""

    key: str
    question: str
    otherwise: str
    stops: bool = False


class Eligibility(Table):
    """What one asks oneself before writing a proposal."""

    text: str
    checks: tuple[Check, ...]


class Theory(Table):
    """The theory of transformation in force, and the body that validates it."""

    version: str | None = None
    validated_by: Annotated[str, Names(Kept.BODY)]
    text: str
