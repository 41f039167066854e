"""Waiting for a room, as its pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from liamm.features.accounts.models import Person
from liamm.features.booking.asked import packed
from liamm.features.booking.enums import WaitingState
from liamm.features.booking.house import Known
from liamm.features.booking.models import Waiting
from liamm.features.booking.options import link_of
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.taking import BookingDraft
from liamm.features.booking.waiting import before, known_then
from liamm.kernel import clock
from liamm.kernel.access import Actor, only


@dataclass(frozen=True, slots=True)
class LinePage:
    """What one waits for, how many come before, and where to answer once it is offered.

    `by` is who waits, for the team that keeps the house.
    """

    waiting: Waiting
    title: str
    rooms: str
    before: int
    may_leave: bool
    answer: str
    by: Person | None = None


@dataclass(frozen=True, slots=True)
class LineOffer:
    """That one may wait for what is taken, and how many would come before; `mine` when one waits already."""

    before: int
    mine: Waiting | None = None
    several: bool = False
    """Whether it is several rooms together that one would wait for."""


def load_line(actor: Actor, **which: object) -> Waiting:
    """One waiting that the actor may see.

    Raises Http404.
    """
    seen = policy.visible_to(actor, Waiting.objects.filter(**which))
    return only(seen.select_related("offered", "person"))


def line_page(actor: Actor, waiting: Waiting) -> LinePage:
    """All that the page of a waiting shows."""
    own = bool(policy.decide(actor, Permission.LEAVE_LINE, waiting))
    waits, offered = waiting.state == WaitingState.WAITING, waiting.offered
    return LinePage(
        waiting=waiting,
        title=waiting.asked["title"],
        rooms=known_then(waiting.starts).names(waiting.rooms),
        before=before(waiting) if waits else 0,
        may_leave=own and waits,
        answer=link_of(offered) if own and offered and offered.is_option else "",
        by=None if own else waiting.person,
    )


def line_offer(draft: BookingDraft, known: Known, person: Person) -> LineOffer | None:
    """How many would come before, when the house keeps a line; who is in it already is told so."""
    if known.taking.value.waiting is None:
        return None
    place: dict[str, Any] = {"rooms": sorted(draft.rooms), "starts": draft.starts, "ends": draft.ends}
    mine = Waiting.objects.open().filter(person=person, **place).first()
    return LineOffer(before(mine or Waiting(asked=packed(draft), **place)), mine, len(draft.rooms) > 1)


def lines_of(person: Person) -> Sequence[Waiting]:
    """What a person waits for (one query)."""
    return list(Waiting.objects.open().filter(person=person, ends__gt=clock.now()).order_by("starts", "pk"))
