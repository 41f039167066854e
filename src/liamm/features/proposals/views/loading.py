"""Finding what a page is about, and stopping with the reason where its reader may not act."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from liamm.features.accounts.queries import signed_in
from liamm.features.proposals.models import Clarification, Proposal
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.pages import load_proposal
from liamm.kernel.access import Refused, load_visible


def proposal_for(request: HttpRequest, reference: str, permission: Permission = Permission.VIEW) -> Proposal:
    """The request of an address, when its reader may see it (404 otherwise) and may do this with it.

    Raises Http404, or Refused with the reason.
    """
    proposal = load_proposal(signed_in(request), reference)
    decision = policy.decide(signed_in(request), permission, proposal)
    if not decision:
        raise Refused(decision)
    return proposal


def submitted_for(request: HttpRequest, reference: str, permission: Permission = Permission.VIEW) -> Proposal:
    """The same, when something was submitted.

    Raises Http404, or Refused with the reason.
    """
    proposal = proposal_for(request, reference, permission)
    if not proposal.versions_count:
        raise Http404
    return proposal


def clarification_for(
    request: HttpRequest, reference: str, permission: Permission = Permission.VIEW_CLARIFICATION
) -> Clarification:
    """A clarification, when its reader may see it and may do this with it.

    Raises Http404, or Refused with the reason.
    """
    rows = Clarification.objects.select_related("space", "facilitator")
    found = load_visible(policy, signed_in(request), rows, reference=reference)
    decision = policy.decide(signed_in(request), permission, found)
    if not decision:
        raise Refused(decision)
    return found
