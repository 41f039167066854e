"""Waiting for a room: what may be offered now, to whom first, and the link by which one follows it from a mail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.asked import packed, unpacked
from liamm.features.booking.house import Known, known_on, stretches
from liamm.features.booking.limiting import Taker, limited
from liamm.features.booking.models import Waiting
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.purposes import class_of
from liamm.features.booking.rules.deciding import HELD, broken_by
from liamm.features.booking.rules.limiting import unhurried
from liamm.features.booking.rules.occupied import Occupied
from liamm.features.booking.rules.waiting import Waiter, ahead_of, in_order, left_of, ways
from liamm.features.booking.taking import BookingDraft
from liamm.kernel import clock, tokens

_SALT = "liamm.booking.waiting"


def link_to(waiting: Waiting) -> str:
    """The address at which whoever has the mail follows it, and leaves the line."""
    return reverse("booking:waiting_link", args=[tokens.token_for(waiting.pk, _SALT)])


def read_token(token: str) -> UUID | None:
    """The waiting a token speaks of, None when it is forged."""
    return tokens.read_token(token, _SALT)


def known_then(moment: datetime) -> Known:
    """The house on the day of a moment."""
    return known_on(timezone.localdate(moment))


def by_rank(waiting: Iterable[Waiting]) -> list[Waiting]:
    """Those who wait, the first in line first."""
    rows = {one.pk: one for one in waiting}
    return [rows[one.key] for one in in_order(_waiters(rows.values()), _classes())]


def before(waiting: Waiting) -> int:
    """How many come before, in line already or not (one query)."""
    others = [one for one in Waiting.objects.in_line().beside(waiting) if one.pk != waiting.pk]
    return ahead_of(waiting.pk, _waiters([*others, waiting]), _classes())


def _waiters(waiting: Iterable[Waiting]) -> list[Waiter]:
    return [Waiter(one.pk, class_of((one.asked["purpose"] or [""])[0]), one.created_at) for one in waiting]


def _classes() -> list[str]:
    return [one.key for one in known_on().uses.value.priority.classes]


def what_is_free(waiting: Waiting) -> BookingDraft | None:
    """What may be offered now of what is waited for; None while a rule stands against it (four queries at most).

    It was asked for when they got in line: what a charter says of how long before one asks was looked at then.
    """
    draft = unpacked(waiting.asked)
    left = left_of(draft.ask, clock.now())
    if left is None or not waiting.person.is_active or not policy.decide(waiting.person, Permission.BOOK):
        return None
    known = known_then(left.starts)
    house = unhurried(limited(left, known, Taker(waiting.person, draft.organisation)))
    taken = Occupied(stretches([timezone.localdate(left.starts)]))
    for way in ways(left, house, any_one=waiting.any_one):
        if not broken_by(way, house, taken):
            return replace(draft, rooms=tuple(sorted(way.rooms)), starts=way.starts, ends=way.ends)
    return None


@dataclass(frozen=True, slots=True)
class Alone:
    """Of several rooms, those free for all that is asked, and those that would do were nobody there."""

    free: Sequence[int]
    held: Sequence[int]


def alone(draft: BookingDraft, known: Known, person: Person) -> Alone:
    """Which of the rooms asked for would do alone (two queries at most)."""
    house = limited(draft.ask, known, Taker(person, draft.organisation))
    taken = Occupied(stretches([timezone.localdate(draft.starts)]))
    broken = {
        room: {one.rule for one in broken_by(way, house, taken)}
        for way in ways(draft.ask, house, any_one=True)
        for room in way.rooms
    }
    held = sorted(room for room, rules in broken.items() if rules and rules <= HELD)
    return Alone([room for room, rules in broken.items() if not rules], held)


def place_of(draft: BookingDraft, person: Person, *, any_one: bool) -> dict[str, Any]:
    """What makes of two waitings the same one; of one room, nothing is to choose."""
    rooms = sorted(draft.rooms)
    any_one = any_one and len(rooms) > 1
    return {"person": person, "starts": draft.starts, "ends": draft.ends, "rooms": rooms, "any_one": any_one}


def new_line(draft: BookingDraft, person: Person, *, any_one: bool) -> Waiting:
    """What somebody would wait for, not written down."""
    return Waiting(asked=packed(draft), **place_of(draft, person, any_one=any_one))


def rooms_said(waiting: Waiting, known: Known) -> str:
    """The names of what is waited for: one room and another together, or one or the other."""
    return known.either(waiting.rooms) if waiting.any_one else known.names(waiting.rooms)


def promise(waiting: Waiting) -> str:
    """What the house does once it is free, as whoever waits reads it."""
    if waiting.together:
        return _(
            "Il vous les faut toutes : dès qu’elles sont libres en même temps, la maison vous les garde et vous "
            "écrit. Il n’y aura qu’à dire oui."
        )
    if waiting.any_one:
        return _("La première libre suffit : la maison vous la garde et vous écrit. Il n’y aura qu’à dire oui.")
    return _("Si elle se libère, la maison vous la garde et vous écrit : il n’y aura qu’à dire oui.")


def taker_of(waiting: Waiting) -> Taker:
    """Who would take the rooms that are waited for."""
    return Taker(waiting.person, unpacked(waiting.asked).organisation)
