"""The team: its missions, and the skills in which load is counted."""

from __future__ import annotations

from pydantic import Field

from liamm.features.charter.bindings.shapes.table import Table


class Mission(Table):
    """A mission of the laboratory and the number of posts that carry it."""

    key: str
    name: str
    posts: int = Field(ge=0)


class Missions(Table):
    """The missions of the team."""

    text: str
    missions: tuple[Mission, ...] = Field(min_length=1)


class Skill(Table):
    """A skill in which load is counted, in days per month."""

    key: str
    name: str


class Skills(Table):
    """The skills, and the share of capacity above which a sitting is warned."""

    skills: tuple[Skill, ...] = Field(min_length=1)
    warn_above: float = Field(gt=0, le=1)
