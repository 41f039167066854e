"""The requests that could come before a body: ripe, not yet complete, or for someone to decide alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from liamm.features.charter import bindings
from liamm.features.charter.enums import Matter
from liamm.features.governance.enums import ItemState
from liamm.features.governance.matters import sponsors_in
from liamm.features.governance.models import AgendaItem, Body, Decision, Mandate
from liamm.features.governance.seats import holding
from liamm.features.proposals.models import AppraiserSeat, Proposal
from liamm.features.proposals.queries import Lack, latest_versions, say_lacks, waiting_with_lacks
from liamm.features.spaces.models import Membership
from liamm.kernel import clock
from liamm.kernel.access import Actor

_LIVING = [ItemState.OFFERED, ItemState.WAITING, ItemState.PLACED]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A request that could come before a body, and what its file still lacks, in sentences."""

    proposal: Proposal
    lacks: tuple[str, ...] = ()
    taken_off: bool = False

    @property
    def key(self) -> UUID:
        """Its identifier."""
        return self.proposal.pk

    @property
    def title(self) -> str:
        """Its title."""
        return self.proposal.title

    @property
    def url(self) -> str:
        """Its page."""
        return f"/demandes/{self.proposal.reference}/"


def candidates(body: Body) -> tuple[list[Candidate], list[Candidate]]:
    """The requests that are ripe for a body and on no agenda, and those whose file is not complete."""
    route = bindings.route(clock.today()).value
    free = list(_free())
    alone = _decided_alone([proposal for proposal, _lacks, _taken_off in free])
    found = [
        Candidate(proposal, tuple(say_lacks(lacks)), taken_off)
        for proposal, lacks, taken_off in free
        if route.path(Matter(proposal.kind)).proposes == body.key and proposal.pk not in alone
    ]
    return [one for one in found if not one.lacks], [one for one in found if one.lacks]


def delegable() -> list[Candidate]:
    """The ripe requests that one person may decide alone by the route of the day, the oldest first."""
    ripe = [proposal for proposal, lacks, _taken_off in _free() if not lacks]
    alone = _decided_alone(ripe)
    return [Candidate(proposal) for proposal in ripe if proposal.pk in alone]


def _decided_alone(proposals: Sequence[Proposal]) -> set[UUID]:
    """Those that somebody decides alone: the route says who, and one of them at least is not tied to the request.

    What all of them carry, sponsor or declared an interest in comes before the body, as if the route named nobody.
    """
    route = bindings.route(clock.today()).value
    seats = {one.pk: path.delegation.seat for one in proposals if (path := route.path(Matter(one.kind))).delegation}
    if not seats:
        return set()
    held: dict[str, dict[UUID, str]] = defaultdict(dict)
    mandates = Mandate.objects.filter(seat__in=set(seats.values())).now()
    for seat, person, name in mandates.values_list("seat", "person_id", "person__name"):
        held[seat][person] = name
    tied = _tied([one for one in proposals if one.pk in seats], {pk: held[seat] for pk, seat in seats.items()})
    return {pk for pk, seat in seats.items() if held[seat].keys() - tied[pk]}


def _tied(proposals: Sequence[Proposal], names: Mapping[UUID, Mapping[UUID, str]]) -> dict[UUID, set[UUID]]:
    """Who is tied to each request, of those who could decide it alone, whose `names` are given; three queries."""
    tied: dict[UUID, set[UUID]] = defaultdict(set)
    of_space = {one.space_id: one.pk for one in proposals}
    inside = Membership.objects.filter(space__in=of_space).now()
    for space, person in inside.values_list("space_id", "person_id"):
        tied[of_space[space]].add(person)
    for proposal, version in latest_versions(proposals).items():
        tied[proposal].update(sponsors_in(version, names[proposal]))
    aside = AppraiserSeat.objects.filter(version__proposal__in=names, aside_at__isnull=False)
    for proposal, person in aside.values_list("version__proposal_id", "person_id"):
        tied[proposal].add(person)
    return tied


def may_decide_something(actor: Actor) -> bool:
    """Whether the actor holds a seat that the route of the day lets decide something alone."""
    paths = bindings.route(clock.today()).value.paths
    seats = {path.delegation.seat for path in paths if path.delegation}
    return any(holding(actor, seat) for seat in seats)


def _free() -> Iterable[tuple[Proposal, list[Lack], bool]]:
    """Those that await a decision, are on no agenda and have none that is still unpublished."""
    waiting = waiting_with_lacks()
    keys = [proposal.pk for proposal, _lacks in waiting]
    items = AgendaItem.objects.filter(proposal__in=keys)
    busy = set(items.filter(Q(state__in=_LIVING)).values_list("proposal_id", flat=True))
    unpublished = Decision.objects.filter(origin__proposal__in=keys, published_at__isnull=True)
    busy |= set(unpublished.values_list("origin__proposal_id", flat=True))
    removed = dict(
        items.filter(state=ItemState.REMOVED).order_by("created_at").values_list("proposal_id", "created_at")
    )
    for proposal, lacks in waiting:
        if proposal.pk not in busy:
            off = removed.get(proposal.pk)
            taken_off = bool(off and proposal.submitted_at and off > proposal.submitted_at)
            yield proposal, lacks, taken_off
