"""Places that are asked for, as their pages and the home page show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.asked import place_unpacked, unpacked
from liamm.features.booking.displacing import draft_of, foresee, known_of, rooms_that_suit
from liamm.features.booking.enums import DisplacementState
from liamm.features.booking.giving_way import together
from liamm.features.booking.models import TO_SETTLE, Booking, Displacement
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.taking import BookingDraft
from liamm.kernel.access import Actor, only
from liamm.kernel.actions import DomainError
from liamm.kernel.prepared import prepared
from liamm.ui.dates import say_hours
from liamm.ui.times import now


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """One thing, where and when."""

    title: str
    words: str


@dataclass(frozen=True, slots=True)
class PlacePage:
    """One place that is asked for: what is there, what would take it, and what the guest is offered."""

    displacement: Displacement
    there: Whereabouts
    asking: Whereabouts
    was: str
    """Where the guest was, once somebody had the last word; empty before."""
    proposed: str
    """What the guest was offered first."""
    decided: str
    """Where the guest is to be, once it is decided; empty before, and when all stays."""
    may_answer: bool
    may_settle: bool
    may_withdraw: bool
    answer: str
    """What the guest wrote, for those who may read it."""
    others: int
    """How many other bookings are asked for in the same gesture."""
    beside: Sequence[Displacement] = ()
    """What is asked of them, for those who may read it."""
    suiting: Sequence[tuple[int, str]] = ()

    @property
    def held(self) -> int | None:
        """The room that is held for the guest, when it is one that they may have at the time they have."""
        rooms = self.displacement.rooms
        return rooms[0] if len(rooms) == 1 and rooms[0] in dict(self.suiting) else None


@dataclass(frozen=True, slots=True)
class PlaceOffer:
    """One whose place one may ask for, and what they would be offered."""

    title: str
    offered: str


@dataclass(frozen=True, slots=True)
class AskedByMe:
    """What one asks of one guest or several, and how many give way so far."""

    first: Displacement
    all: int
    yes: int


@dataclass(frozen=True, slots=True)
class PlacesHere:
    """What a person is asked, what they asked, and what waits for whoever keeps the house."""

    asked_of_me: Sequence[Displacement]
    asked_by_me: Sequence[AskedByMe]
    to_settle: Sequence[Displacement]

    @property
    def is_something(self) -> bool:
        """Whether there is something to show."""
        return bool(self.asked_of_me or self.asked_by_me or self.to_settle)


def load_place(actor: Actor, **which: object) -> Displacement:
    """One displacement that the actor may see.

    Raises Http404.
    """
    seen = policy.visible_to(actor, Displacement.objects.filter(**which))
    return only(seen.select_related("guest__booked_by", "guest__organisation", "asked_by", "becomes"))


def place_page(actor: Actor, displacement: Displacement) -> PlacePage:
    """All that the page of a place that is asked for shows."""
    asked, opened = unpacked(displacement.asked), displacement.is_open

    def may(permission: Permission) -> bool:
        return opened and bool(policy.decide(actor, permission, displacement))

    others = list(together(displacement).exclude(pk=displacement.pk).select_related("guest").order_by("pk"))
    concerned = any(one.guest.booked_by_id == actor.pk for one in others)
    settles = may(Permission.SETTLE_PLACE) and not concerned
    return PlacePage(
        displacement=displacement,
        there=_where(displacement.guest),
        asking=_whereabouts(asked),
        was="" if opened else _place(displacement.was),
        proposed=_place(displacement.proposed) or _say_offer(displacement),
        decided=_say_offer(displacement) if _is_decided(displacement) else "",
        may_answer=may(Permission.ANSWER_PLACE) and not displacement.is_settled,
        may_settle=settles,
        may_withdraw=may(Permission.WITHDRAW_PLACE),
        answer=displacement.answer if policy.decide(actor, Permission.READ_ANSWER, displacement) else "",
        others=len(others),
        beside=[one for one in others if policy.decide(actor, Permission.VIEW_PLACE, one)],
        suiting=_suiting(displacement) if settles else (),
    )


def _suiting(displacement: Displacement) -> list[tuple[int, str]]:
    """The rooms in which the guest may be, with what each has."""
    known = known_of(displacement.guest.starts)
    rooms = [known.by_number[offer.rooms[0]] for offer in rooms_that_suit(displacement)]
    return [(room.number, " · ".join([room.name, *room.equipment])) for room in rooms]


def _is_decided(displacement: Displacement) -> bool:
    moves = displacement.state == DisplacementState.MOVED or (displacement.gives_way and displacement.is_settled)
    return moves and displacement.guest.is_standing


def _place(kept: Mapping[str, Any]) -> str:
    """Where and when it was kept that something is; empty for what was asked before that was kept."""
    return _say(*place_unpacked(kept)) if kept else ""


def _say_offer(displacement: Displacement) -> str:
    return _say(displacement.rooms, displacement.starts, displacement.ends)


def _where(booking: Booking) -> Whereabouts:
    return _whereabouts(draft_of(booking))


def _whereabouts(draft: BookingDraft) -> Whereabouts:
    rooms = known_of(draft.starts).names(sorted(draft.rooms)) or _("rendue")
    return Whereabouts(draft.title, f"{rooms} · {say_hours(draft.starts, draft.ends, now())}")


def place_offers(draft: BookingDraft, person: Person) -> Sequence[PlaceOffer]:
    """Whose places somebody might ask for, if they may be."""
    try:
        seen = foresee(draft, known_of(draft.starts), person)
    except DomainError:
        return ()
    return [PlaceOffer(guest.title, _say(offer.rooms, offer.starts, offer.ends)) for guest, offer in seen.offers]


def _say(rooms: Iterable[int], starts: datetime, ends: datetime) -> str:
    return f"{known_of(starts).names(sorted(rooms))} · {say_hours(starts, ends, now())}"


def places_here(person: Person) -> PlacesHere:
    """What of it concerns a person today (one query)."""
    mine = list(_open_to(person))
    concerned = {one.asking for one in mine if one.guest.booked_by_id == person.pk}
    return PlacesHere(
        asked_of_me=[
            one for one in mine if one.guest.booked_by_id == person.pk and one.state == DisplacementState.ASKED
        ],
        asked_by_me=_asked_by([one for one in mine if one.asked_by_id == person.pk]),
        to_settle=[
            one
            for one in mine
            if one.state in TO_SETTLE
            and one.asking not in concerned
            and policy.decide(person, Permission.SETTLE_PLACE, one)
        ],
    )


def _asked_by(asked: Iterable[Displacement]) -> Sequence[AskedByMe]:
    by_asking: dict[UUID, list[Displacement]] = {}
    for one in asked:
        by_asking.setdefault(one.asking, []).append(one)
    return [AskedByMe(group[0], len(group), sum(one.gives_way for one in group)) for group in by_asking.values()]


@prepared
def _open_to(person: Person) -> QuerySet[Displacement]:
    rows = policy.visible_to(person, Displacement.objects.open())
    return rows.select_related("guest").order_by("deadline", "pk")
