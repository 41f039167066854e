"""Waiting for a room: what may be offered now, to whom first, and the link by which one follows it from a mail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone

from liamm.features.booking.asked import unpacked
from liamm.features.booking.house import Known, known_on, stretches
from liamm.features.booking.limiting import Taker, limited
from liamm.features.booking.models import Waiting
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.purposes import class_of
from liamm.features.booking.rules.deciding import broken_by
from liamm.features.booking.rules.limiting import unhurried
from liamm.features.booking.rules.occupied import Occupied
from liamm.features.booking.rules.waiting import Waiter, ahead_of, in_order, left_of
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
    return None if broken_by(left, house, taken) else replace(draft, starts=left.starts, ends=left.ends)


def taker_of(waiting: Waiting) -> Taker:
    """Who would take the rooms that are waited for."""
    return Taker(waiting.person, unpacked(waiting.asked).organisation)
