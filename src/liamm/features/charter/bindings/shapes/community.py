"""The community: its roles, its rules, how one is welcomed, and its yearly meeting."""

from __future__ import annotations

from pydantic import Field

from liamm.features.charter.bindings.shapes.projects import Role
from liamm.features.charter.bindings.shapes.table import Table


class CommunityRoles(Table):
    """The roles in the community, a list apart from the roles in projects."""

    roles: tuple[Role, ...] = Field(min_length=1)

    def role(self, key: str) -> Role:
        """Return one role by its key."""
        return next(each for each in self.roles if each.key == key)


class CommunityRule(Table):
    """One rule of the community, by its number."""

    number: int = Field(ge=1)
    text: str


class CommunityRules(Table):
    """The rules accepted on joining; `workshops` says whether guests of workshops accept them too."""

    rules: tuple[CommunityRule, ...] = Field(min_length=1)
    workshops: bool


class Integration(Table):
    """How many newcomers the community can really integrate each month, and how each is met."""

    newcomers_per_month: int = Field(ge=0)
    conversation: bool
    answer_days: int = Field(ge=1)


class Welcome(Table):
    """How one joins the community."""

    text: str
    integration: Integration


class MeetingCalendar(Table):
    """The month of the yearly meeting."""

    month: int = Field(ge=1, le=12)


class YearlyMeeting(Table):
    """The yearly meeting, which revises the charter; everybody may propose."""

    text: str
    subjects: tuple[str, ...]
    calendar: MeetingCalendar
