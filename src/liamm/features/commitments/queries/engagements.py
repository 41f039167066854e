"""Who engaged for a thing: what circles may see of it (names, organisations, expertises), never how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from liamm.features.accounts.models import Person
from liamm.features.commitments.enums import CommitmentState
from liamm.features.commitments.models import Commitment
from liamm.kernel import clock
from liamm.kernel.thread.chain import Node


@dataclass(frozen=True, slots=True)
class Gathered:
    """Those who engaged for a thing today: how many, organisations and expertises, each once, in order of names."""

    people: int
    organisations: Sequence[str]
    expertises: Sequence[str]


def kept_for(subject: Node) -> list[Commitment]:
    """The engagements kept today for a thing, with the people (for its circle)."""
    rows = Commitment.objects.filter(
        subject_kind=subject.kind, subject_id=subject.id, state=CommitmentState.KEPT, ends__gte=clock.today()
    )
    return list(rows.select_related("person", "organisation").order_by("person__sort_name", "pk"))


def gathered(subject: Node) -> Gathered:
    """What anybody may know of who engaged for a thing: no names. One query."""
    return gathered_all(subject.kind, [subject.id])[subject.id]


def gathered_all(kind: str, ids: Sequence[UUID]) -> dict[UUID, Gathered]:
    """The same for several things at once: one query."""
    rows = Commitment.objects.filter(
        subject_kind=kind, subject_id__in=list(ids), state=CommitmentState.KEPT, ends__gte=clock.today()
    ).values_list("subject_id", "person_id", "organisation__name", "expertise")
    found: dict[UUID, list[tuple[UUID, str | None, str]]] = {one: [] for one in ids}
    for subject, person, organisation, expertise in rows:
        found[subject].append((person, organisation, expertise))
    return {
        subject: Gathered(
            people=len({person for person, _, _ in lines}),
            organisations=sorted({name for _, name, _ in lines if name}),
            expertises=sorted({expertise for _, _, expertise in lines if expertise}),
        )
        for subject, lines in found.items()
    }


def mine(person: Person) -> list[Commitment]:
    """What a person engaged and still keeps, what ends first first."""
    return list(Commitment.objects.filter(person=person, state=CommitmentState.KEPT).order_by("ends", "pk"))


def past_their_term() -> list[Commitment]:
    """Those whose last day has passed and that nobody closed."""
    rows = Commitment.objects.filter(state=CommitmentState.KEPT, ends__lt=clock.today())
    return list(rows.select_related("person").order_by("pk"))
