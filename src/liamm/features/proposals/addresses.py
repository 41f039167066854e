"""The addresses of clarifications and proposals: by their references, which never change."""

from __future__ import annotations

from django.urls import reverse

from liamm.features.proposals.models import Clarification, Proposal, ProposalVersion


def clarification_url(clarification: Clarification) -> str:
    """The page of a clarification."""
    return reverse("proposals:clarification", args=[clarification.reference])


def proposal_url(proposal: Proposal) -> str:
    """The page of a proposal."""
    return reverse("proposals:proposal", args=[proposal.reference])


def version_url(version: ProposalVersion) -> str:
    """The page of a submitted version."""
    return reverse("proposals:version", args=[version.proposal.reference, version.number])


def appraisal_url(proposal: Proposal) -> str:
    """The page where an appraiser writes."""
    return reverse("proposals:appraisal", args=[proposal.reference])


def invitation_url(token: str) -> str:
    """The secret page of an invitation."""
    return reverse("proposals:invitation", args=[token])
