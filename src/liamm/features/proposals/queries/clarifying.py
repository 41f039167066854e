"""What is read of clarifications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liamm.features.accounts.models import Person
from liamm.features.proposals.enums import ClarificationState
from liamm.features.proposals.models import Clarification, Exchange, Proposal
from liamm.features.proposals.policies import Permission, policy
from liamm.features.spaces.models import Membership
from liamm.kernel.access import Actor
from liamm.kernel.thread.chain import Node, Stage, stages


@dataclass(frozen=True, slots=True)
class ClarificationPage:
    """The page of one clarification."""

    clarification: Clarification
    exchanges: Sequence[Exchange]
    parties: Sequence[Membership]
    became: Proposal | None
    reads_it: bool
    chain: Sequence[Stage]


def clarification_page(actor: Actor, clarification: Clarification) -> ClarificationPage:
    """Gather the page; the number of queries does not depend on what was said."""
    became = Proposal.objects.filter(space=clarification.space_id).first()
    parties = Membership.objects.now().filter(space=clarification.space_id).select_related("person", "organisation")
    return ClarificationPage(
        clarification=clarification,
        exchanges=list(clarification.exchanges.select_related("author")),
        parties=list(parties.order_by("starts", "id")),
        became=became,
        reads_it=became is not None and bool(policy.decide(actor, Permission.VIEW, became)),
        chain=stages(actor, Node("clarification", clarification.pk)),
    )


def clarifications_of(person: Person) -> list[Clarification]:
    """The open or ready clarifications a person takes part in; for the team, all of them."""
    live = Clarification.objects.filter(state__in=[ClarificationState.OPEN, ClarificationState.READY])
    became = Proposal.objects.values("space")
    rows = policy.visible_to(person, live.exclude(space__in=became))
    return list(rows.select_related("facilitator").order_by("-created_at")[:50])


def all_clarifications(actor: Actor) -> list[Clarification]:
    """Every clarification the actor may see, the last first."""
    rows = policy.visible_to(actor, Clarification.objects.all())
    return list(rows.select_related("facilitator").order_by("-created_at")[:200])
