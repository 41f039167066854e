"""Roles that are proposed, read by who is asked, by their link, and by who leads the project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liamm.features.accounts.queries import person_of
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.projects import Role
from liamm.features.projects.enums import RoleReply
from liamm.features.projects.models import ASKED, Project, RoleProposal
from liamm.kernel import clock
from liamm.kernel.invited import digest_of


@dataclass(frozen=True, slots=True)
class AskedPage:
    """What is proposed, in the words of the charter; `newcomer` says that an account opens with the answer."""

    proposal: RoleProposal
    role: Role
    newcomer: bool


@dataclass(frozen=True, slots=True)
class ProposedLine:
    """A role that awaits its answer, or was declined, as those who lead see it."""

    proposal: RoleProposal
    role: str

    @property
    def declined(self) -> bool:
        """Whether somebody preferred not to."""
        return self.proposal.reply == RoleReply.DECLINED


def asked_behind(token: str) -> RoleProposal | None:
    """The proposal that a token opens; None for a forged one as for one that was answered, replaced or passed."""
    rows = RoleProposal.objects.open_now().select_related("project__space", "proposed_by", "person")
    return rows.filter(digest=digest_of(token, purpose=ASKED)).first()


def asked_page(proposal: RoleProposal, *, known: bool) -> AskedPage:
    """What is proposed, to somebody who is `known` by their session or holds the link only."""
    role = bindings.project_roles(proposal.created_at.date()).value.role(proposal.role)
    return AskedPage(proposal, role, not known and not proposal.person_id and person_of(proposal.email) is None)


def proposed_roles(project: Project) -> Sequence[ProposedLine]:
    """What awaits an answer or was declined, the oldest first; one query."""
    words = {role.key: role.name for role in bindings.project_roles(clock.today()).value.roles}
    rows = RoleProposal.objects.filter(project=project, reply__in=["", RoleReply.DECLINED])
    found = rows.select_related("person").order_by("created_at")
    return [ProposedLine(one, words.get(one.role, one.role)) for one in found if one.is_open or one.closed_at]
