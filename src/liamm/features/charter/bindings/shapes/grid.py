"""The grid: blocks of criteria, the first being the gate, with an ordinal scale and never a number."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from liamm.features.charter.bindings.shapes.fitting import MisfitError
from liamm.features.charter.bindings.shapes.table import Table


class Appreciation(Table):
    """One step of the ordinal scale, from the weakest to the strongest."""

    key: str
    name: str
    meaning: str


class Definition(Table):
    """One of the definitions that a proposal follows."""

    key: str
    name: str
    text: str


class Guide(Table):
    """Questions that help to appreciate a criterion, in plain words."""

    questions: tuple[str, ...] = Field(min_length=1)


class Attachment(Table):
    """The definitions that shed light on a criterion."""

    definitions: tuple[str, ...] = ()


class Criterion(Table):
    """One criterion, its guiding questions and the definitions attached to it."""

    key: str
    name: str
    guide: Guide
    attached: Attachment


class Block(Table):
    """A group of criteria under its motto; a gate opens or closes what follows."""

    key: str
    name: str
    motto: str
    gate: bool = False
    criteria: tuple[Criterion, ...] = Field(min_length=1)


class GateRule(Table):
    """When the gate is passed: enough opinions sent, and enough of them at or above a step, each one argued."""

    minimum_sent: int = Field(ge=1)
    at_least: str
    share_above: float = Field(ge=0, lt=1)
    argued: bool
    named_persons: int = Field(ge=1)
    text: str


class AppraiserRule(Table):
    """How many people appraise a proposal, and in how many days."""

    minimum: int = Field(ge=1)
    maximum: int = Field(ge=1)
    days_to_answer: int = Field(ge=1)

    @model_validator(mode="after")
    def _from_least_to_most(self) -> Self:
        """As many are asked as may be."""
        if self.minimum > self.maximum:
            raise MisfitError("least_above_most", "minimum", word=self.minimum, other=self.maximum)
        return self


class Lineage(Table):
    """The theory of transformation that this grid follows, when there is one."""

    follows_theory: str | None = None


class Grid(Table):
    """A version of the grid; appraisals stay bound to theirs for ever."""

    version: str
    lineage: Lineage
    scale: tuple[Appreciation, ...] = Field(min_length=2)
    blocks: tuple[Block, ...] = Field(min_length=1)
    definitions: tuple[Definition, ...]
    gate_rule: GateRule
    appraisers: AppraiserRule

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        """The gate comes first, and what is referred to exists."""
        if [block.gate for block in self.blocks] != [True] + [False] * (len(self.blocks) - 1):
            wrong = next(place for place, block in enumerate(self.blocks) if block.gate is not (place == 0))
            raise MisfitError("gate_first", "blocks", wrong, "gate", word=self.blocks[wrong].key)
        steps = [step.key for step in self.scale]
        if self.gate_rule.at_least not in steps:
            raise MisfitError("unknown_step", "gate_rule", "at_least", word=self.gate_rule.at_least, known=steps)
        if self.gate_rule.minimum_sent > self.appraisers.maximum:
            least, most = self.gate_rule.minimum_sent, self.appraisers.maximum
            raise MisfitError("gate_out_of_reach", "gate_rule", "minimum_sent", word=least, other=most)
        self._refuse_criteria()
        return self

    def _refuse_criteria(self) -> None:
        """Criteria have keys of their own, and the definitions they are attached to exist."""
        known, seen = [definition.key for definition in self.definitions], set[str]()
        for number, block in enumerate(self.blocks):
            for place, criterion in enumerate(block.criteria):
                where = ("blocks", number, "criteria", place)
                if criterion.key in seen:
                    raise MisfitError("key_twice", *where, "key", word=criterion.key)
                seen.add(criterion.key)
                for word in criterion.attached.definitions:
                    if word not in known:
                        raise MisfitError(
                            "unknown_definition", *where, "attached", "definitions", word=word, known=known
                        )

    @property
    def gate(self) -> Block:
        """The first block, which opens the others."""
        return self.blocks[0]

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion, block after block."""
        return tuple(criterion for block in self.blocks for criterion in block.criteria)

    def criterion(self, key: str) -> Criterion:
        """Return one criterion by its key."""
        return next(each for each in self.criteria if each.key == key)

    def block_of(self, key: str) -> Block:
        """Return the block that holds a criterion."""
        return next(block for block in self.blocks if any(each.key == key for each in block.criteria))

    def appreciation(self, key: str) -> Appreciation:
        """Return one step of the scale by its key."""
        return next(each for each in self.scale if each.key == key)

    def rank(self, key: str) -> int:
        """Return the place of a step on the scale, 0 being the weakest; for comparing, never for adding up."""
        return [step.key for step in self.scale].index(key)

    def definitions_of(self, criterion: Criterion) -> tuple[Definition, ...]:
        """Return the definitions attached to a criterion, in the order of the charter."""
        return tuple(each for each in self.definitions if each.key in criterion.attached.definitions)
