"""Requests in every state, with a submitted version each."""

from __future__ import annotations

from datetime import timedelta

from liamm.features.accounts.models import Person
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.models import Proposal, ProposalVersion
from liamm.features.spaces.models import Space
from liamm.kernel import clock

REQUESTS = 2_000


def fill(first: float, last: float) -> None:
    """Make the share of requests between two points of the whole."""
    numbers = range(int(REQUESTS * first), int(REQUESTS * last))
    author, states, now = Person.objects.order_by("pk")[0], list(ProposalState), clock.now()
    spaces = Space.objects.bulk_create(
        [Space(kind="project", name=f"Demande {n}", slug=f"demande-{n}", audience="private") for n in numbers]
    )
    proposals = Proposal.objects.bulk_create(
        [
            Proposal(
                space=space, audience="private", reference=f"DM-B-{n:04d}", kind="project",
                title=f"Un accueil plus simple {n}",
                state=states[n % len(states)], versions_count=1, submitted_at=now - timedelta(hours=n),
                changed_at=now - timedelta(hours=n),
            )
            for n, space in zip(numbers, spaces, strict=True)
        ]
    )  # fmt: skip
    ProposalVersion.objects.bulk_create(
        [
            ProposalVersion(
                proposal=one, number=1, kind="project", title=one.title, charter_version="4.0", answers=[], carriers=[],
                submitted_by=author, submitted_at=one.submitted_at,
            )
            for one in proposals
        ]
    )  # fmt: skip
