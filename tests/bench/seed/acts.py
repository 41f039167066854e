"""Bodies with their members, a sitting to come with a full agenda, and a public register of decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.governance.models import (
    AgendaItem,
    Attendance,
    Body,
    Decision,
    Mandate,
    Observation,
    Preconisation,
    Sitting,
)
from liamm.features.governance.seats import seats_of
from liamm.features.proposals.models import Proposal
from liamm.features.spaces.models import Space
from liamm.features.terrain.models import FieldSignal, Problem
from liamm.kernel import clock
from liamm.kernel.search.index import reindex
from liamm.kernel.thread.models import Link
from tests.bench.seed.field import THEN, told

DECISIONS, ITEMS = 1_500, 6


def _said(number: int) -> str:
    """The text of one decision."""
    return " ".join(told(number + n) for n in range(5))


def fill(first: float, last: float) -> None:
    """Make the share of decisions between two points of the whole; first of all, one sitting to come."""
    body = Body.objects.filter(key="copil").first() or _body()
    if first == 0:
        _to_come(body)
    numbers = range(int(DECISIONS * first), int(DECISIONS * last))
    decided = list(Proposal.objects.exclude(state="submitted").order_by("-reference")[: len(numbers)])
    sittings = {n // ITEMS: _held(n // ITEMS) for n in numbers}
    known = dict(Sitting.objects.filter(slug__in=[one.slug for one in sittings.values()]).values_list("slug", "pk"))
    new = [one for one in sittings.values() if one.slug not in known]
    for one in new:
        one.body = body
    Sitting.objects.bulk_create(new)
    for one in sittings.values():
        one.pk = known.get(one.slug, one.pk)
    items = AgendaItem.objects.bulk_create(
        [_item(body, sittings[n // ITEMS], n, decided[i % len(decided)], "decided") for i, n in enumerate(numbers)]
    )
    _decide(items, numbers)


def _body() -> Body:
    """The body, its space and everybody on their seats."""
    body = Body.objects.create(
        key="copil", name="COPIL", space=Space.objects.create(kind="body", name="COPIL", slug="copil")
    )
    people = list(Person.objects.order_by("pk")[1:20])
    Mandate.objects.bulk_create(
        [
            Mandate(body=body, seat=seat.key, person=person)
            for seat, person in zip(seats_of("copil", clock.today()), people, strict=False)
        ]
    )
    return body


def _to_come(body: Body) -> None:
    """A sitting in three days, its agenda full of appraised requests, its members asked to come."""
    now = clock.now()
    soon = Sitting.objects.create(
        body=body, slug="copil-banc", starts=now + timedelta(days=3), ends=now + timedelta(days=3, hours=2),
        state="convened", place="Salle du conseil, deuxième étage",
    )  # fmt: skip
    requests = Proposal.objects.filter(state="submitted").order_by("reference")[:ITEMS]
    items = AgendaItem.objects.bulk_create(
        [_item(body, soon, n, proposal, "placed") for n, proposal in enumerate(requests)]
    )
    Attendance.objects.bulk_create(
        [
            Attendance(sitting=soon, person_id=mandate.person_id, seat=mandate.seat, answer="coming")
            for mandate in Mandate.objects.filter(body=body)
        ]
    )
    guarantor = Person.objects.order_by("pk")[0]
    Observation.objects.bulk_create(
        [Observation(item=item, author=guarantor, text=told(n)) for n, item in enumerate(items[:2])]
    )


def _held(number: int) -> Sitting:
    now = clock.now() - timedelta(days=number + 1)
    return Sitting(slug=f"copil-tenu-{number}", starts=now, ends=now + timedelta(hours=2), state="closed")


def _item(body: Body, sitting: Sitting, number: int, proposal: Proposal, state: str) -> AgendaItem:
    return AgendaItem(
        body=body, sitting=sitting, kind="proposal", matter="project", title=proposal.title, proposal=proposal,
        summary=told(number), rank=number % ITEMS, state=state,
    )  # fmt: skip


def _kept_grid(n: int) -> list[dict[str, Any]]:
    """How the opinions spread on one request, as its published decision keeps it."""
    grid = bindings.grid(clock.today()).value
    said = [{"appreciation": grid.scale[k].name, "texte": told(n + 13 * k), "porteurs": False} for k in range(2)]
    return [
        {
            "nom": block.name, "filtre": block.gate, "echelle": [step.name for step in grid.scale],
            "criteres": [
                {"nom": one.name, "avis": [1, 0, 1, 1], "porteurs": 2, "arguments": said} for one in block.criteria
            ],
        }
        for block in grid.blocks
    ]  # fmt: skip


def _decide(items: Sequence[AgendaItem], numbers: range) -> None:
    now, decider = clock.now(), Person.objects.order_by("pk")[0]
    functions = [one.key for one in bindings.functions(clock.today()).value.functions]
    decisions = Decision.objects.bulk_create(
        [
            Decision(
                reference=f"D-B-{n:04d}", item=item, origin=item, body_id=item.body_id, sitting_id=item.sitting_id,
                kind="proposal", matter="project", outcome="retenu", outcome_name="Retenu", effect="retain",
                function=functions[n % len(functions)], decided_by=decider, decided_at=now - timedelta(hours=n),
                charter_version="4.0", grid_version="4.0", grid=_kept_grid(n),
                route={"text": "Le COPIL propose.", "proposes_name": "COPIL"},
                quorum={"present": 5, "seats": 6, "needed": 4}, full_text=_said(n), public_title=item.title,
                public_text=_said(n), published_at=now - timedelta(hours=n), digest="0" * 64,
            )
            for n, item in zip(numbers, items, strict=True)
        ],
        batch_size=500,
    )  # fmt: skip
    Preconisation.objects.bulk_create(
        [
            Preconisation(
                decision=one, text=THEN[k], minder=decider, minder_said="une agente de la mairie", term=clock.today()
            )
            for one in decisions
            for k in range(2)
        ]
    )
    _thread(items, decisions)
    for start in range(0, len(decisions), 500):
        reindex("decision", [one.pk for one in decisions[start : start + 500]])


def _thread(items: Sequence[AgendaItem], decisions: Sequence[Decision]) -> None:
    """Le fil of each decision: three signals, their problem, the request."""
    signals = list(FieldSignal.objects.order_by("-reference").values_list("pk", flat=True)[: 3 * len(decisions)])
    problems = list(Problem.objects.order_by("-reference").values_list("pk", flat=True))
    ties: set[tuple[Any, ...]] = set()
    for i, (item, decision) in enumerate(zip(items, decisions, strict=True)):
        problem = problems[i % len(problems)]
        ties |= {("signal", signals[(3 * i + k) % len(signals)], "problem", problem) for k in range(3)}
        ties.add(("problem", problem, "proposal", item.proposal_id))
        ties.add(("proposal", item.proposal_id, "decision", decision.pk))
    Link.objects.bulk_create(
        [
            Link(source_kind=source, source_id=first, target_kind=target, target_id=last, relation="led_to")
            for source, first, target, last in ties
        ],
        ignore_conflicts=True,
        batch_size=2_000,
    )
