"""Waiting for a room, as its pages show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from liamm.features.accounts.models import Person
from liamm.features.booking.enums import WaitingState
from liamm.features.booking.house import Known
from liamm.features.booking.models import Waiting
from liamm.features.booking.options import link_of
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.taking import BookingDraft
from liamm.features.booking.waiting import (
    Alone,
    alone,
    before,
    known_then,
    new_line,
    place_of,
    promise,
    rooms_said,
)
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
    promise: str
    before: int
    may_leave: bool
    answer: str
    by: Person | None = None


@dataclass(frozen=True, slots=True)
class LineOffer:
    """That one may wait for what is taken, and how many would come before; `mine` when one waits already."""

    waiting: Waiting
    rooms: str
    promise: str
    before: int
    mine: Waiting | None = None


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
        rooms=rooms_said(waiting, known_then(waiting.starts)),
        promise=promise(waiting),
        before=before(waiting) if waits else 0,
        may_leave=own and waits,
        answer=link_of(offered) if own and offered and offered.is_option else "",
        by=None if own else waiting.person,
    )


def line_offers(draft: BookingDraft, known: Known, person: Person) -> Sequence[LineOffer]:
    """In which ways one may wait, when the house keeps a line: for all the rooms together, for any one that would do.

    Whoever waits already is told so. Two queries for each way, and two to know which rooms would do alone.
    """
    if known.taking.value.waiting is None:
        return []
    offers = [_offer(draft, known, person, any_one=False)]
    found = alone(draft, known, person) if len(draft.rooms) > 1 else Alone([], [])
    if len(found.held) > 1 and not found.free:
        offers.append(_offer(replace(draft, rooms=tuple(found.held)), known, person, any_one=True))
    return offers


def _offer(draft: BookingDraft, known: Known, person: Person, *, any_one: bool) -> LineOffer:
    mine = Waiting.objects.open().filter(**place_of(draft, person, any_one=any_one)).first()
    waiting = mine or new_line(draft, person, any_one=any_one)
    return LineOffer(waiting, rooms_said(waiting, known), promise(waiting), before(waiting), mine)


def lines_of(person: Person) -> Sequence[Waiting]:
    """What a person waits for (one query)."""
    return list(Waiting.objects.open().filter(person=person, ends__gt=clock.now()).order_by("starts", "pk"))
