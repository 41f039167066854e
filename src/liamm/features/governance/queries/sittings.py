"""Sittings as everyone sees them, as members answer them and as they move while they are held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from liamm.features.accounts.models import Person
from liamm.features.governance.calendar import put_off_from
from liamm.features.governance.counting import Room, room_of, say_lacking
from liamm.features.governance.enums import ItemState, RecusalState, SittingState
from liamm.features.governance.models import AgendaItem, Attendance, Decision, Recusal, Sitting, SittingMove
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.queries.attending import Arrival, Roll, arrival, roll_of
from liamm.features.governance.queries.files import load_sitting
from liamm.features.governance.rules.quorum import Quorum
from liamm.features.governance.seats import bodies_of, sitters
from liamm.kernel.access import Actor
from liamm.kernel.prepared import prepared

LISTED = 24


@dataclass(frozen=True, slots=True)
class SittingsPage:
    """The sittings to come, each with the holiday that put it off, and the last ones, those that were not held too."""

    to_come: Sequence[tuple[Sitting, date | None]]
    past: Sequence[Sitting]


def sittings_page() -> SittingsPage:
    """All bodies together; two queries."""
    return SittingsPage(
        [(one, put_off_from(one)) for one in Sitting.objects.to_come().select_related("body")[:LISTED]],
        list(Sitting.objects.past().select_related("body")[:LISTED]),
    )


@dataclass(frozen=True, slots=True)
class SittingPage:
    """The page of a sitting: public, with more for those inside."""

    sitting: Sitting
    put_off_from: date | None
    moves: Sequence[SittingMove]
    decisions: Sequence[Decision]
    items: Sequence[AgendaItem]
    inside: bool
    may_prepare: bool
    may_open: bool
    may_frame: bool
    mine: Attendance | None
    arrival: Arrival

    @property
    def moved(self) -> SittingMove | None:
        """The last move, which gave it the day it has."""
        return self.moves[-1] if self.moves else None

    @property
    def moved_before(self) -> Sequence[SittingMove]:
        """The moves before the last one, the first first."""
        return self.moves[:-1]


def sitting_page(actor: Actor, slug: str) -> SittingPage:
    """One sitting as the actor may see it."""
    sitting = load_sitting(actor, slug)
    mine = attendance_of(actor, sitting)
    inside = bool(policy.decide(actor, Permission.VIEW_FILE, sitting))
    return SittingPage(
        sitting=sitting,
        put_off_from=put_off_from(sitting),
        moves=list(sitting.moves.all()),
        decisions=list(Decision.objects.published().filter(sitting=sitting)),
        items=list(sitting.items.on_agenda()) if inside else [],
        inside=inside,
        may_prepare=bool(policy.decide(actor, Permission.PREPARE, sitting)),
        may_open=inside and not sitting.is_over and bool(policy.decide(actor, Permission.OPEN_SITTING, sitting)),
        may_frame=sitting.state == SittingState.OPEN and bool(policy.decide(actor, Permission.SET_FRAME, sitting)),
        mine=mine,
        arrival=arrival(actor, sitting, present=mine is not None and mine.present),
    )


def attendance_of(actor: Actor, sitting: Sitting) -> Attendance | None:
    """What the actor answered to a sitting, None when they were not called."""
    if not isinstance(actor, Person):
        return None
    return Attendance.objects.filter(sitting=sitting, person=actor).first()


def attendance_or_seat(actor: Actor, sitting: Sitting) -> Attendance | None:
    """The same for a member who was not called: what they would answer with, not kept yet; None without a seat."""
    found = attendance_of(actor, sitting)
    if found is not None or not isinstance(actor, Person):
        return found
    own = [one for one in sitters(sitting.body, sitting.day) if one.person.pk == actor.pk]
    if not own:
        return None
    return Attendance(sitting=sitting, person=actor, seat=own[0].seat.key, stands_in=own[0].stands_in)


def attendance_by(key: UUID) -> Attendance | None:
    """What someone answered, by the identifier that their signed link carries."""
    return Attendance.objects.select_related("sitting__body", "person").filter(pk=key).first()


@dataclass(frozen=True, slots=True)
class LiveItem:
    """One item as it moves: where it stands, its outcome once decided, and whether the quorum is there for it.

    `led` says that whoever leads may take it: neither they nor the chair stay out of it.
    """

    item: AgendaItem
    out: bool
    led: bool
    current: bool
    decision: Decision | None
    quorum: Quorum
    lacking: str
    recusals: int
    unanswered: int


@dataclass(frozen=True, slots=True)
class LivePage:
    """An open sitting, now."""

    sitting: Sitting
    items: Sequence[LiveItem]
    quorum: Quorum
    lacking: str
    roll: Roll
    may_run: bool
    may_hand: bool
    may_note: bool

    @property
    def current(self) -> LiveItem | None:
        """The item in hand."""
        return next((one for one in self.items if one.current), None)

    @property
    def is_open(self) -> bool:
        """Whether the sitting is being held."""
        return bool(self.sitting.state == SittingState.OPEN)


def live_page(actor: Actor, sitting: Sitting) -> LivePage:
    """What an open sitting shows now; the number of queries does not grow with its items."""
    items = list(sitting.items.on_agenda())
    seen = set(policy.visible_to(actor, AgendaItem.objects.filter(sitting=sitting)).values_list("pk", flat=True))
    decisions = {one.item_id: one for one in Decision.objects.filter(item__in=[item.pk for item in items])}
    recusals = list(Recusal.objects.filter(item__in=[item.pk for item in items]))
    room = room_of(sitting)
    counted = room.quorum()
    return LivePage(
        sitting=sitting,
        items=[_live(room, item, item.pk not in seen, decisions, recusals) for item in items],
        quorum=counted,
        lacking=say_lacking(counted),
        roll=roll_of(actor, sitting),
        may_run=bool(policy.decide(actor, Permission.RUN, sitting)),
        may_hand=bool(policy.decide(actor, Permission.HAND_CHAIR, sitting)),
        may_note=bool(policy.decide(actor, Permission.NOTE_PRESENCE, sitting)),
    )


def _live(
    room: Room,
    item: AgendaItem,
    out: bool,  # noqa: FBT001  # one call, in order
    decisions: dict[UUID | None, Decision],
    recusals: Sequence[Recusal],
) -> LiveItem:
    of_item = [one for one in recusals if one.item_id == item.pk]
    standing = {one.person_id for one in of_item if one.state == RecusalState.STANDS}
    counted = room.quorum(standing)
    return LiveItem(
        item=item,
        out=out,
        led=not out and room.sitting.chair_id not in standing,
        current=item.pk == room.sitting.current_id and item.state == ItemState.PLACED,
        decision=decisions.get(item.pk),
        quorum=counted,
        lacking=say_lacking(counted),
        recusals=len(standing),
        unanswered=sum(1 for one in of_item if one.state == RecusalState.PROPOSED),
    )


def next_sitting_of(actor: Actor) -> Sitting | None:
    """The next sitting of a body where the actor sits."""
    bodies = bodies_of(actor)
    if not bodies:
        return None
    return next(iter(_next_of(bodies)), None)


@prepared
def _next_of(bodies: frozenset[UUID]) -> QuerySet[Sitting]:
    return Sitting.objects.to_come().filter(body__in=bodies).select_related("body")[:1]
