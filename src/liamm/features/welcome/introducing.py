"""The two sides of an introduction: who each is, and the signed link by which each answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.core import signing
from django.urls import reverse

from liamm.features.welcome.models import Introduction, Wish
from liamm.kernel.expected import named_at
from liamm.kernel.extension import Expected
from liamm.kernel.post.letters import forget

_SALT = "liamm.welcome.introduction"


class Side(StrEnum):
    """Which of the two."""

    FIRST = "first"
    SECOND = "second"

    @property
    def other(self) -> Side:
        """The one across."""
        return Side.SECOND if self is Side.FIRST else Side.FIRST


@dataclass(frozen=True, slots=True)
class Seat:
    """One side of an introduction, as its link opens it."""

    introduction: UUID
    side: Side


def wish_of(introduction: Introduction, side: Side) -> Wish:
    """What one of the two wishes."""
    return introduction.first if side is Side.FIRST else introduction.second


def said_by(introduction: Introduction, side: Side) -> bool | None:
    """What one of the two answered."""
    return introduction.first_said if side is Side.FIRST else introduction.second_said


def introduction_path(introduction: Introduction, side: Side) -> str:
    """The page of one of the two."""
    return reverse("welcome:introduction", args=[signing.dumps([introduction.pk.hex, side.value], salt=_SALT)])


def read_seat(token: str) -> Seat | None:
    """What a token opens, None when it is forged."""
    try:
        key, side = signing.loads(token, salt=_SALT)
        return Seat(UUID(hex=key), Side(side))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def people_of(wishes: Iterable[Wish]) -> dict[UUID, Expected]:
    """Those who are still sure to come among those who wished, by their wish."""
    wishes = list(wishes)
    people = named_at(list({wish.booking_id for wish in wishes}))
    by_key = {(booking, one.key): one for booking, found in people.items() for one in found}
    found = {wish.pk: by_key.get((wish.booking_id, wish.holder)) for wish in wishes}
    return {key: one for key, one in found.items() if one}


def let_go(wish: Wish) -> None:
    """Nothing is left of it, nor of what was proposed, nor of the letters."""
    for one in Introduction.objects.filter(first=wish) | Introduction.objects.filter(second=wish):
        forget(one.topic)
    wish.delete()
