"""Who should stay out of an item: those whose own subject it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from uuid import UUID


class Tie(StrEnum):
    """What ties someone to the subject of an item."""

    SPONSOR = "sponsor"
    CARRIER = "carrier"
    DECLARED = "declared"


def to_propose(members: Iterable[UUID], ties: Mapping[Tie, Iterable[UUID]], known: Iterable[UUID]) -> dict[UUID, Tie]:
    """The members tied to a subject whose recusal was not spoken of yet, each with the first tie found."""
    seated, spoken = set(members), set(known)
    found: dict[UUID, Tie] = {}
    for tie in Tie:
        for person in ties.get(tie, ()):
            if person in seated - spoken:
                found.setdefault(person, tie)
    return found
