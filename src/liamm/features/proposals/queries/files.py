"""The file of a proposal, as a sitting reads it, and which files are ready for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import translation

from liamm.features.accounts.models import Organisation, Person
from liamm.features.charter.bindings import Cited
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.commitments.queries import LoadLine, asked_by
from liamm.features.proposals.answering import choices_of, say, territory_names
from liamm.features.proposals.enums import APPRAISED_KINDS, QuestionShape
from liamm.features.proposals.models import AppraiserSeat, Proposal, ProposalVersion
from liamm.features.proposals.policies import Permission, policy
from liamm.features.proposals.queries.grid import NO_GATE, GateStanding, gate_standings, grid_of
from liamm.features.proposals.queries.inviting import aside_by
from liamm.features.proposals.queries.spread import BlockSpread, spread_of
from liamm.features.proposals.queries.versions import latest_version, latest_versions
from liamm.features.proposals.questions import OWN, Question, questions_of
from liamm.features.proposals.rules.readiness import FileFacts, Lack, lacks_for_sitting
from liamm.features.proposals.rules.states import WAITING
from liamm.features.territories.models import Territory
from liamm.kernel.access import Actor
from liamm.kernel.access.policy import Refused
from liamm.kernel.prepared import prepared
from liamm.kernel.thread.chain import Node, origins


@dataclass(frozen=True, slots=True)
class SaidAnswer:
    """A question of a version and its answer in words."""

    key: str
    label: str
    words: str
    is_long: bool
    charter: bool = False
    """Whether the question is in the words of the charter, French on every page."""


@dataclass(frozen=True, slots=True)
class Carrier:
    """Someone who carried a version, and for whom."""

    person: Person
    organisation: Organisation | None


@dataclass(frozen=True, slots=True)
class ProposalFile:
    """All that a sitting reads about a request: never a total."""

    proposal: Proposal
    version: ProposalVersion
    grid: Cited[Grid]
    answers: tuple[SaidAnswer, ...]
    carriers: tuple[Carrier, ...]
    objectives: tuple[str, ...]
    territories: tuple[Territory, ...]
    phase: str
    spread: tuple[BlockSpread, ...]
    gate: GateStanding
    set_aside: int
    load: tuple[LoadLine, ...]
    lacks: tuple[Lack, ...]
    has_community: bool


def file_facts(proposals: Sequence[Proposal]) -> dict[UUID, FileFacts]:
    """What is known of the files of these proposals; four queries, whatever the number."""
    versions = latest_versions(proposals)
    return facts_of(proposals, versions, gate_standings(version.pk for version in versions.values()))


def facts_of(
    proposals: Sequence[Proposal], versions: dict[UUID, ProposalVersion], gates: dict[UUID, GateStanding]
) -> dict[UUID, FileFacts]:
    """The same from what was read already; one query."""
    whole = dict(_whole_opinions([version.pk for version in versions.values()]))
    return {one.pk: _facts(one, versions.get(one.pk), gates, whole) for one in proposals}


@prepared
def _whole_opinions(versions: list[UUID]) -> QuerySet[AppraiserSeat, tuple[UUID, int]]:
    seats = AppraiserSeat.objects.counted().filter(version__in=versions)
    return seats.values_list("version").annotate(whole=Count("pk", filter=Q(rest_sent_at__isnull=False)))


def _facts(
    proposal: Proposal,
    version: ProposalVersion | None,
    gates: dict[UUID, GateStanding],
    whole: dict[UUID, int],
) -> FileFacts:
    appraised = proposal.kind in APPRAISED_KINDS
    if version is None:
        return FileFacts(submitted=False, appraised_kind=appraised)
    standing = gates.get(version.pk)
    return FileFacts(
        submitted=proposal.is_waiting,
        appraised_kind=appraised,
        gate=standing.verdict if standing else "",
        appraisals=whole.get(version.pk, 0),
        minimum=grid_of(version).value.appraisers.minimum,
        load_entered=proposal.load_entered_at is not None,
    )


def ready_for_sitting() -> list[Proposal]:
    """The proposals whose file is complete enough to be looked at, the oldest submission first."""
    waiting = list(Proposal.objects.filter(state__in=WAITING).order_by("submitted_at", "reference"))
    facts = file_facts(waiting)
    return [one for one in waiting if not lacks_for_sitting(facts[one.pk])]


def lacks_of(proposal: Proposal) -> list[Lack]:
    """What the file of one proposal lacks before a sitting."""
    return lacks_for_sitting(file_facts([proposal])[proposal.pk])


def file_of(actor: Actor, proposal: Proposal) -> ProposalFile:
    """The file of a proposal that was submitted, for the team; governance, which knows its members, asks as `SYSTEM`.

    Raises Refused, and ProposalVersion.DoesNotExist when nothing was submitted.
    """
    decision = policy.decide(actor, Permission.SEE_FILE, proposal)
    if not decision:
        raise Refused(decision)
    version = latest_version(proposal)
    standing = gate_standings([version.pk]).get(version.pk, NO_GATE)
    territories = territories_of(version)
    return ProposalFile(
        proposal=proposal,
        version=version,
        grid=grid_of(version),
        answers=tuple(said_answers(version)),
        carriers=tuple(carriers_of(version)),
        objectives=tuple(_listed(version, "objectives")),
        territories=tuple(territories),
        phase=str(values_of(version).get("phase", "")),
        spread=tuple(spread_of(actor, version)),
        gate=standing,
        set_aside=aside_by([version]).get(version.pk, 0),
        load=tuple(asked_by(proposal.pk)),
        lacks=tuple(lacks_of(proposal)),
        has_community=has_community(proposal),
    )


def said_answers(
    version: ProposalVersion, *, own: bool = False, territories: dict[str, str] | None = None
) -> list[SaidAnswer]:
    """The answers of a version in words, in order; the carriers' own appraisal only when asked.

    `territories` are the names of places, for who has read them already.
    """
    grid = grid_of(version).value
    known = {question.key: question for question in questions_of(version.kind, grid)}
    if territories is None:
        territories = territory_names(one["value"] for one in version.answers)
    said = []
    for one in version.answers:
        question = known.get(one["key"])
        if one["key"].startswith(f"{OWN}.") and not own:
            continue
        names = _names(question, grid, version, territories)
        is_long = question is None or question.shape == QuestionShape.TEXT
        asked = _asked(question, one["label"])
        said.append(SaidAnswer(one["key"], asked, say(one["value"], names), is_long, charter=_of_charter(question)))
    return said


def _of_charter(question: Question | None) -> bool:
    """Whether the words of a question are those of the charter, or of a day when the house asked otherwise."""
    return question is None or bool(question.about) or isinstance(question.label, str)


def _asked(question: Question | None, written: str) -> str:
    """The words a question was asked in; in the reader's language while the house still asks it so."""
    if question is None or question.full_label == written:
        return written
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            if question.full_label == written:
                break
    else:
        return written
    return question.full_label


def _names(
    question: Question | None, grid: Grid, version: ProposalVersion, territories: dict[str, str]
) -> dict[str, str]:
    if question is None:
        return {}
    if question.shape == QuestionShape.TERRITORIES:
        return territories
    return dict(choices_of(question, grid, version.charter_version) or {})


def carriers_of(version: ProposalVersion) -> list[Carrier]:
    """Those who carried a version, in the order they came; two queries."""
    people = Person.objects.in_bulk([one["person"] for one in version.carriers])
    by_id = {str(key): person for key, person in people.items()}
    organisations = Organisation.objects.in_bulk(
        [one["organisation"] for one in version.carriers if one["organisation"]]
    )
    for_whom = {str(key): organisation for key, organisation in organisations.items()}
    return [
        Carrier(by_id[one["person"]], for_whom.get(one["organisation"] or ""))
        for one in version.carriers
        if one["person"] in by_id
    ]


def territories_of(version: ProposalVersion) -> list[Territory]:
    """The territories a version names."""
    return list(Territory.objects.filter(pk__in=_listed(version, "terrains")).order_by("sort_key"))


def has_community(proposal: Proposal) -> bool:
    """Whether a community of interest stands behind it: its own origin, or gathered on the problem it comes from."""
    node = Node("proposal", proposal.pk)
    if origins(node, "community"):
        return True
    return any(origins(Node("problem", problem), "community") for problem in origins(node, "problem"))


def values_of(version: ProposalVersion) -> dict[str, object]:
    """The answers of a version, by question."""
    return {one["key"]: one["value"] for one in version.answers}


def _listed(version: ProposalVersion, key: str) -> list[str]:
    value = values_of(version).get(key, [])
    return [str(one) for one in value] if isinstance(value, list) else []
