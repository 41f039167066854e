"""The decision route: who proposes, who confirms, who is told; and the items and outcomes of an agenda."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from liamm.features.charter.bindings.shapes.fitting import Kept, MisfitError, Names
from liamm.features.charter.bindings.shapes.table import Table
from liamm.features.charter.enums import Effect, ItemKind, Matter


class Delegation(Table):
    """A seat that may decide alone on a matter; the proposing body is then told."""

    seat: Annotated[str, Names(Kept.SEAT)]
    text: str


class Path(Table):
    """The way of one matter: a body decides, another may have to confirm, others are told."""

    matter: Matter
    proposes: Annotated[str, Names(Kept.BODY)]
    confirms: Annotated[str | None, Names(Kept.BODY)] = None
    informs: Annotated[tuple[str, ...], Names(Kept.BODY)] = ()
    delegation: Delegation | None = None
    text: str

    @property
    def final_body(self) -> str:
        """The body whose word is the last."""
        return self.confirms or self.proposes


class Substitute(Table):
    """The seat that stands in."""

    seat: Annotated[str, Names(Kept.SEAT)]


class Guarantor(Table):
    """The seat that watches over the criteria and may attach an observation."""

    seat: Annotated[str, Names(Kept.SEAT)]
    substitute: Substitute | None = None


class CommunityCondition(Table):
    """Whether a community of interest must exist before a matter comes to a body."""

    required: bool
    matters: tuple[Matter, ...] = ()
    text: str


class Frame(Table):
    """The frame that a body sets for several years."""

    body: Annotated[str, Names(Kept.BODY)]
    years: int = Field(ge=1)
    text: str


class Overload(Table):
    """What deciding beyond the capacity asks for."""

    written_reason: bool
    published: bool
    text: str


class Route(Table):
    """How the laboratory decides."""

    paths: tuple[Path, ...] = Field(min_length=1)
    guarantor: Guarantor
    community: CommunityCondition
    frame: Frame
    overload: Overload

    @model_validator(mode="after")
    def _one_path_each(self) -> Self:
        """Every matter has exactly one path."""
        matters = [path.matter for path in self.paths]
        for place, matter in enumerate(matters):
            if matter in matters[:place]:
                raise MisfitError("two_paths", "paths", place, "matter", word=matter.value)
        missing = [matter.value for matter in Matter if matter not in matters]
        if missing:
            raise MisfitError("no_path", "paths", word=", ".join(missing))
        return self

    def path(self, matter: Matter) -> Path:
        """Return the path of a matter."""
        return next(each for each in self.paths if each.matter is matter)

    def needs_community(self, matter: Matter) -> bool:
        """Whether this matter may come to a body only with a community of interest."""
        return self.community.required and matter in self.community.matters


class Outcome(Table):
    """One way to close an item."""

    key: str
    name: str
    effect: Effect
    meaning: str
    needs_reasons: bool = True


class AgendaItemKind(Table):
    """A kind of agenda item, and the ways to close it."""

    kind: ItemKind
    name: str
    description: str
    outcomes: tuple[Outcome, ...] = Field(min_length=1)

    def outcome(self, key: str) -> Outcome:
        """Return one outcome by its key."""
        return next(each for each in self.outcomes if each.key == key)


class AgendaItems(Table):
    """The kinds of agenda items."""

    kinds: tuple[AgendaItemKind, ...] = Field(min_length=1)

    def kind(self, kind: ItemKind) -> AgendaItemKind:
        """Return one kind of item."""
        return next(each for each in self.kinds if each.kind is kind)
