"""Who engaged for a thing: what circles may see of it (names, organisations, expertises), never how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from liamm.features.accounts.models import Affiliation, Person
from liamm.features.commitments.enums import CommitmentState
from liamm.features.commitments.models import Commitment
from liamm.kernel import clock
from liamm.kernel.prepared import prepared
from liamm.kernel.thread.chain import Node


@dataclass(frozen=True, slots=True)
class Gathered:
    """Those who engaged for a thing today: how many, organisations and expertises, each once, in order of names.

    An organisation counts when whoever engaged in its name acts for it today, as somebody else confirmed; `awaiting`
    are those in whose name somebody spoke and that nobody confirmed.
    """

    people: int
    organisations: Sequence[str]
    awaiting: Sequence[str]
    expertises: Sequence[str]


def kept_for(subject: Node) -> list[Commitment]:
    """The engagements kept today for a thing, with the people (for its circle)."""
    rows = Commitment.objects.filter(
        subject_kind=subject.kind, subject_id=subject.id, state=CommitmentState.KEPT, ends__gte=clock.today()
    )
    return list(confirmed_too(rows).select_related("person", "organisation").order_by("person__sort_name", "pk"))


def gathered(subject: Node) -> Gathered:
    """What anybody may know of who engaged for a thing: no names. One query."""
    return gathered_all(subject.kind, [subject.id])[subject.id]


def gathered_all(kind: str, ids: Sequence[UUID]) -> dict[UUID, Gathered]:
    """The same for several things at once: one query."""
    found: dict[UUID, list[tuple[UUID, str | None, bool, str]]] = {one: [] for one in ids}
    for subject, *line in _lines(kind, list(ids)):
        found[subject].append((line[0], line[1], line[2], line[3]))
    return {subject: _gather(several) for subject, several in found.items()}


@prepared
def _lines(kind: str, ids: list[UUID]) -> QuerySet[Commitment, tuple[Any, ...]]:
    rows = Commitment.objects.filter(
        subject_kind=kind, subject_id__in=ids, state=CommitmentState.KEPT, ends__gte=clock.today()
    )
    return confirmed_too(rows).values_list("subject_id", "person_id", "organisation__name", "confirmed", "expertise")


def confirmed_too(rows: QuerySet[Commitment]) -> QuerySet[Any]:
    """The engagements with `confirmed`: whether the person acts for the organisation today, as somebody confirmed."""
    held = Affiliation.objects.now().filter(
        person=OuterRef("person"), organisation=OuterRef("organisation"), confirmed_at__isnull=False
    )
    return rows.annotate(confirmed=Exists(held))


def _gather(lines: Sequence[tuple[UUID, str | None, bool, str]]) -> Gathered:
    sure = {name for _, name, confirmed, _ in lines if name and confirmed}
    return Gathered(
        people=len({person for person, _, _, _ in lines}),
        organisations=sorted(sure),
        awaiting=sorted({name for _, name, _, _ in lines if name} - sure),
        expertises=sorted({expertise for _, _, _, expertise in lines if expertise}),
    )


@prepared
def mine(person: Person) -> QuerySet[Commitment]:
    """What a person engaged and still keeps, what ends first first."""
    return Commitment.objects.filter(person=person, state=CommitmentState.KEPT).order_by("ends", "pk")


def past_their_term() -> list[Commitment]:
    """Those whose last day has passed and that nobody closed."""
    rows = Commitment.objects.filter(state=CommitmentState.KEPT, ends__lt=clock.today())
    return list(rows.select_related("person").order_by("pk"))
