"""An interest community as it shows itself: the call to everybody, the people to its circle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from liamm.features.accounts.models import Person
from liamm.features.commitments.models import Commitment
from liamm.features.commitments.queries import Gathered, gathered, kept_for
from liamm.features.spaces.queries import in_community, is_member
from liamm.features.terrain.models import InterestCommunity, Joining
from liamm.features.terrain.policies import Permission, policy
from liamm.features.terrain.queries.authors import community_node
from liamm.kernel.access import Actor
from liamm.kernel.french import fold
from liamm.kernel.thread.chain import Stage, stages


@dataclass(frozen=True, slots=True)
class CommunityPage:
    """A community as the actor may see it; `people` is empty for whoever is outside."""

    community: InterestCommunity
    gathered: Gathered
    present: Sequence[str]
    missing: Sequence[str]
    people: Sequence[Commitment]
    farewells: Sequence[Joining]
    mine: Joining | None
    tends: bool
    unsure: Sequence[Joining]
    thread: Sequence[Stage]

    @property
    def crosses(self) -> bool:
        """Whether several organisations or expertises meet."""
        return len(self.gathered.organisations) > 1 or len(self.gathered.expertises) > 1


def community_page(actor: Actor, community: InterestCommunity) -> CommunityPage:
    """Read a community: names are for the circle, the community of the lab and the team."""
    node = community_node(community)
    together = gathered(node)
    brought = {fold(one) for one in together.expertises}
    sought = [one.name for one in community.sought.all()]
    inside = is_member(actor, community.space_id) or in_community(actor)
    joined = Joining.objects.filter(community=community).select_related("commitment", "person")
    return CommunityPage(
        community=community,
        gathered=together,
        present=together.expertises,
        missing=[name for name in sought if fold(name) not in brought],
        people=(people := kept_for(node) if inside else []),
        farewells=list(joined.exclude(left_at=None).exclude(farewell="").order_by("left_at")) if inside else (),
        mine=joining_of(actor, community),
        tends=(tends := bool(policy.decide(actor, Permission.TEND_COMMUNITY, community))),
        unsure=_unsure(joined, people, actor) if tends else (),
        thread=stages(actor, node),
    )


def joining_of(actor: Actor, community: InterestCommunity) -> Joining | None:
    """How the actor is engaged in a community, None for whoever is not."""
    if not isinstance(actor, Person):
        return None
    rows = Joining.objects.filter(community=community, person=actor, left_at=None)
    return rows.select_related("commitment").first()


def _unsure(joined: QuerySet[Joining], people: Sequence[Commitment], actor: Actor) -> list[Joining]:
    """Those whose organisation nobody confirmed, for whoever may."""
    said = [one.pk for one in people if one.organisation and not getattr(one, "confirmed", True)]
    rows = joined.filter(left_at=None, commitment__in=said).select_related("commitment__organisation", "person")
    return [one for one in rows.order_by("created_at") if one.person != actor] if said else []
