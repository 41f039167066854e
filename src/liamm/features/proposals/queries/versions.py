"""Submitted versions."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from liamm.features.proposals.models import Proposal, ProposalVersion


def latest_version(proposal: Proposal) -> ProposalVersion:
    """The last version submitted.

    Raises ProposalVersion.DoesNotExist when nothing was.
    """
    return proposal.versions.select_related("proposal").get(number=proposal.versions_count)


def latest_versions(proposals: Iterable[Proposal]) -> dict[UUID, ProposalVersion]:
    """The last version of each proposal that has one, by the identifier of the proposal; one query."""
    wanted = {(one.pk, one.versions_count) for one in proposals if one.versions_count}
    rows = ProposalVersion.objects.filter(proposal__in=[pk for pk, _ in wanted])
    return {row.proposal_id: row for row in rows if (row.proposal_id, row.number) in wanted}
