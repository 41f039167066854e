"""Requests in every state: what their carriers wrote, who appraises them and how, the days they ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from liamm.features.accounts.models import Organisation, Person
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.grid import Grid
from liamm.features.commitments.models import CapacityMonth, LoadMonth
from liamm.features.proposals.enums import ProposalState, QuestionShape
from liamm.features.proposals.models import AppraiserSeat, GateAct, GateWord, Opinion, Proposal, ProposalVersion
from liamm.features.proposals.questions import Question, questions_of
from liamm.features.proposals.rules.states import WAITING
from liamm.features.spaces.models import Membership, Space
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.search.index import reindex
from tests.bench.seed.field import THEN, told

REQUESTS, APPRAISERS, CARRIERS, MONTHS = 2_000, 3, 3, 4
RIPE = 6
"""How many of those that await a decision are ready for a sitting: the house puts every one of them on its agenda."""


def fill(first: float, last: float) -> None:
    """Make the share of requests between two points of the whole."""
    numbers = range(int(REQUESTS * first), int(REQUESTS * last))
    states, now = [one for one in ProposalState if one != ProposalState.DRAFT], clock.now()
    people, organisations = list(Person.objects.order_by("pk")[1:201]), list(Organisation.objects.all()[:50])
    spaces = Space.objects.bulk_create(
        [Space(kind="project", name=f"Demande {n}", slug=f"demande-{n}", audience="space") for n in numbers]
    )
    proposals = Proposal.objects.bulk_create(
        [
            Proposal(
                space=space, audience="space", reference=f"DM-B-{n:04d}", kind="project",
                title=f"Un accueil plus simple pour les gens du pays, numéro {n}", versions_count=1,
                state=states[n % len(states)], submitted_at=now - timedelta(hours=n),
                changed_at=now - timedelta(hours=n), load_entered_at=now,
            )
            for n, space in zip(numbers, spaces, strict=True)
        ]
    )  # fmt: skip
    Membership.objects.bulk_create(
        [
            Membership(
                space=space, person=people[(n * CARRIERS + k) % len(people)], standing="keeper",
                organisation=organisations[(n + k) % len(organisations)],
            )
            for n, space in zip(numbers, spaces, strict=True)
            for k in range(CARRIERS)
        ]
    )  # fmt: skip
    versions = _versions(proposals, numbers, people, organisations)
    _appraise(versions, numbers, people)
    _load(proposals)
    reindex("proposal", [one.pk for one in proposals])


def _versions(
    proposals: Sequence[Proposal],
    numbers: range,
    people: Sequence[Person],
    organisations: Sequence[Organisation],
) -> list[ProposalVersion]:
    grid = bindings.grid(clock.today()).value
    place = str(Territory.objects.filter(kind="commune", region__code="53").values_list("pk", flat=True)[0])
    questions = questions_of("project", grid)
    return ProposalVersion.objects.bulk_create(
        [
            ProposalVersion(
                proposal=one, number=1, kind="project", title=one.title, charter_version="4.0",
                answers=[
                    {"key": each.key, "label": str(each.full_label), "value": _answer(each, grid, n, place)}
                    for each in questions
                ],
                carriers=[
                    {
                        "person": str(people[(n * CARRIERS + k) % len(people)].pk),
                        "organisation": str(organisations[(n + k) % len(organisations)].pk),
                    }
                    for k in range(CARRIERS)
                ],
                submitted_by=people[n % len(people)], submitted_at=one.submitted_at,
            )
            for n, one in zip(numbers, proposals, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip


def _answer(question: Question, grid: Grid, number: int, place: str) -> Any:
    if question.key == "title":
        return f"Un accueil plus simple pour les gens du pays, numéro {number}"
    shaped = {
        QuestionShape.APPRECIATION: grid.scale[number % len(grid.scale)].key,
        QuestionShape.TERRITORIES: [place],
        QuestionShape.OBJECTIVES: ["ameliorer", "cooperer"],
        QuestionShape.PHASE: "exploration",
    }
    return shaped.get(question.shape, f"{told(number)} {told(number + 11)}")


def _appraise(versions: Sequence[ProposalVersion], numbers: range, people: Sequence[Person]) -> None:
    """Each version read by three people, the gate passed by an act of two of them."""
    now, grid = clock.now(), bindings.grid(clock.today()).value
    gate = {one.key for one in grid.gate.criteria}
    whole = _read_whole(versions)
    seats = AppraiserSeat.objects.bulk_create(
        [
            AppraiserSeat(
                version=version, person=people[(n + 20 * (k + 1)) % len(people)], invited_by=people[0],
                due=clock.today(), gate_sent_at=now, rest_sent_at=now if version.pk in whole else None,
            )
            for n, version in zip(numbers, versions, strict=True)
            for k in range(APPRAISERS)
        ]
    )  # fmt: skip
    Opinion.objects.bulk_create(
        [
            Opinion(
                seat=seat, criterion=one.key, stage="gate" if one.key in gate else "rest", sent_at=now,
                step=grid.scale[(i + k) % len(grid.scale)].key,
                argument=f"{THEN[(i + k) % len(THEN)]} Les personnes concernées l’ont dit avec leurs mots.",
            )
            for i, seat in enumerate(seats)
            for k, one in enumerate(grid.criteria)
            if one.key in gate or seat.rest_sent_at
        ],
        batch_size=2_000,
    )  # fmt: skip
    acts = GateAct.objects.bulk_create(
        [GateAct(version=version, number=1, verdict="passed", closed_at=now) for version in versions]
    )
    GateWord.objects.bulk_create(
        [GateWord(act=act, person=people[k], argument=THEN[k]) for act in acts for k in range(2)], batch_size=2_000
    )


def _read_whole(versions: Sequence[ProposalVersion]) -> set[UUID]:
    """Those whose appraisers have sent everything: all but those that still await a decision, the first few of them."""
    waiting = {one.pk for one in versions if one.proposal.state in WAITING}
    submitted = [one.pk for one in versions if one.proposal.state == ProposalState.SUBMITTED]
    ripe = submitted[:RIPE] if versions[0].proposal.reference == "DM-B-0000" else []
    return {one.pk for one in versions} - waiting | set(ripe)


def _load(proposals: Sequence[Proposal]) -> None:
    """The days each request asks, beside what the lab has."""
    skills = [one.key for one in bindings.skills(clock.today()).value.skills]
    months, month = [], clock.today().replace(day=1)
    for _ in range(MONTHS):
        months.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    CapacityMonth.objects.bulk_create(
        [CapacityMonth(month=each, skill=skill, days=12) for each in months for skill in skills], ignore_conflicts=True
    )
    LoadMonth.objects.bulk_create(
        [
            LoadMonth(
                subject_kind="proposal", subject_id=one.pk, month=months[(i + k) % MONTHS], skill=skills[k], days=2,
                held=i % 400 == 1,
            )
            for i, one in enumerate(proposals)
            for k in range(2)
        ],
        batch_size=2_000,
    )  # fmt: skip
