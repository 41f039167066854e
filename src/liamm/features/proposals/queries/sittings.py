"""The files of all the proposals of a sitting at once: as many queries for twenty as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import QuerySet

from liamm.features.accounts.models import Organisation, Person
from liamm.features.commitments.queries import LoadLine, asked_by_all
from liamm.features.proposals.answering import territory_names
from liamm.features.proposals.models import Proposal, ProposalVersion
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.files import Carrier, ProposalFile, facts_of, file_facts, said_answers, values_of
from liamm.features.proposals.queries.grid import GateStanding, gate_standings, grid_of
from liamm.features.proposals.queries.inviting import aside_by
from liamm.features.proposals.queries.spread import BlockSpread, spreads_of
from liamm.features.proposals.queries.versions import latest_versions
from liamm.features.proposals.rules.readiness import Lack, lacks_for_retaining, lacks_for_sitting
from liamm.features.territories.models import Territory
from liamm.kernel.access import Actor, Refused
from liamm.kernel.prepared import prepared
from liamm.kernel.thread.models import Link

_STEPS = 6


def files_of(actor: Actor, proposals: Sequence[Proposal]) -> dict[UUID, ProposalFile]:
    """The files of these proposals that were submitted, by the identifier of the proposal.

    Raises Refused.
    """
    decision = policy.decide(actor, Permission.SEE_FILE, None)
    if not decision:
        raise Refused(decision)
    return _Pile(actor, proposals).files() if proposals else {}


class _Pile:
    """What is read once for all the files of a pile."""

    def __init__(self, actor: Actor, proposals: Sequence[Proposal]) -> None:
        self.proposals = [one for one in proposals if one.versions_count]
        self.versions = latest_versions(self.proposals)
        every = list(self.versions.values())
        self.gates = gate_standings(one.pk for one in every)
        self.facts = facts_of(self.proposals, self.versions, self.gates)
        self.spreads: dict[UUID, list[BlockSpread]] = spreads_of(actor, every)
        self.names = territory_names(one["value"] for version in every for one in version.answers)
        self.territories = {one.pk: one for one in _territories([UUID(one) for one in _listed_in(every, "terrains")])}
        self.people = {str(one.pk): one for one in _people(_carrying(every, "person"))}
        self.organisations = {str(one.pk): one for one in _organisations(_carrying(every, "organisation"))}
        self.aside = aside_by(every)
        self.load: dict[UUID, list[LoadLine]] = asked_by_all(one.pk for one in self.proposals)
        self.gathered = with_community(self.proposals)

    def files(self) -> dict[UUID, ProposalFile]:
        """One file for each."""
        return {one.pk: self._file(one, self.versions[one.pk]) for one in self.proposals}

    def _file(self, proposal: Proposal, version: ProposalVersion) -> ProposalFile:
        values = values_of(version)
        listed = _listed_in([version], "terrains")
        found = [one for key, one in self.territories.items() if str(key) in listed]
        return ProposalFile(
            proposal=proposal,
            version=version,
            grid=grid_of(version),
            answers=tuple(said_answers(version, territories=self.names)),
            carriers=tuple(self._carriers(version)),
            objectives=tuple(_listed_in([version], "objectives")),
            territories=tuple(sorted(found, key=lambda one: one.sort_key)),
            phase=str(values.get("phase", "")),
            spread=tuple(self.spreads[version.pk]),
            gate=self.gates.get(version.pk, GateStanding("", None)),
            set_aside=self.aside.get(version.pk, 0),
            load=tuple(self.load.get(proposal.pk, ())),
            lacks=tuple(lacks_for_sitting(self.facts[proposal.pk])),
            has_community=proposal.pk in self.gathered,
        )

    def _carriers(self, version: ProposalVersion) -> Iterable[Carrier]:
        for one in version.carriers:
            if one["person"] in self.people:
                yield Carrier(self.people[one["person"]], self.organisations.get(one["organisation"] or ""))


@prepared
def _territories(ids: list[UUID]) -> QuerySet[Territory]:
    return Territory.objects.filter(pk__in=ids)


@prepared
def _people(ids: list[UUID]) -> QuerySet[Person]:
    return Person.objects.filter(pk__in=ids).only("name", "email").order_by()


@prepared
def _organisations(ids: list[UUID]) -> QuerySet[Organisation]:
    return Organisation.objects.filter(pk__in=ids).only("name").order_by()


def _carrying(versions: Iterable[ProposalVersion], what: str) -> list[UUID]:
    return [UUID(one[what]) for version in versions for one in version.carriers if one[what]]


def _listed_in(versions: Iterable[ProposalVersion], key: str) -> list[str]:
    values = (values_of(version).get(key, []) for version in versions)
    return [str(one) for value in values if isinstance(value, list) for one in value]


def waiting_with_lacks() -> list[tuple[Proposal, list[Lack]]]:
    """Every proposal that awaits a decision, with what its file lacks before a sitting, the oldest first."""
    waiting = list(Proposal.objects.filter(state__in=["submitted", "deferred"]).order_by("submitted_at", "reference"))
    facts = file_facts(waiting)
    return [(one, lacks_for_sitting(facts[one.pk])) for one in waiting]


def lacks_to_retain(proposal: Proposal) -> list[Lack]:
    """What forbids a body to retain it, whoever decides."""
    return lacks_for_retaining(file_facts([proposal])[proposal.pk])


def with_community(proposals: Iterable[Proposal]) -> set[UUID]:
    """Those behind which a community of interest stands; a query for each step of le fil, not for each proposal."""
    reached: dict[UUID, set[UUID]] = {one.pk: {one.pk} for one in proposals}
    gathered: set[UUID] = set()
    for _step in range(_STEPS):
        if not reached:
            break
        above: dict[UUID, set[UUID]] = defaultdict(set)
        for kind, source, target in _led_to(list(reached)):
            if kind == "community":
                gathered |= reached[target]
            else:
                above[source] |= reached[target]
        for source in _with_a_community(list(above)):
            gathered |= above[source]
        reached = above
    return gathered


@prepared
def _led_to(targets: list[UUID]) -> QuerySet[Link, tuple[str, UUID, UUID]]:
    links = Link.objects.filter(target_id__in=targets, ended_at__isnull=True)
    return links.values_list("source_kind", "source_id", "target_id")


@prepared
def _with_a_community(sources: list[UUID]) -> QuerySet[Link, UUID]:
    beside = Link.objects.filter(source_id__in=sources, target_kind="community", ended_at__isnull=True)
    return beside.values_list("source_id", flat=True)
