"""Submitted versions."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from liamm.features.proposals.models import Proposal, ProposalVersion
from liamm.kernel.prepared import prepared


def latest_version(proposal: Proposal) -> ProposalVersion:
    """The last version submitted.

    Raises ProposalVersion.DoesNotExist when nothing was.
    """
    for version in _version(proposal, proposal.versions_count):
        return version
    raise ProposalVersion.DoesNotExist


@prepared
def _version(proposal: Proposal, number: int) -> QuerySet[ProposalVersion]:
    return ProposalVersion.objects.filter(proposal=proposal, number=number).select_related("proposal")


def latest_versions(proposals: Iterable[Proposal]) -> dict[UUID, ProposalVersion]:
    """The last version of each proposal that has one, by the identifier of the proposal; one query."""
    wanted = {(one.pk, one.versions_count) for one in proposals if one.versions_count}
    rows = _versions([pk for pk, _ in wanted])
    return {row.proposal_id: row for row in rows if (row.proposal_id, row.number) in wanted}


@prepared
def _versions(proposals: list[UUID]) -> QuerySet[ProposalVersion]:
    return ProposalVersion.objects.filter(proposal__in=proposals)
