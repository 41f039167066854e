"""Openings beside the hours, as their pages and the home page show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from liamm.features.accounts.models import Person
from liamm.features.booking.enums import OpeningState
from liamm.features.booking.house import known_on
from liamm.features.booking.models import Booking, Opening
from liamm.features.booking.opening import booked_in
from liamm.features.booking.policies import Permission, policy
from liamm.kernel.access import Actor, only
from liamm.kernel.prepared import prepared
from liamm.ui.dates import say_hours
from liamm.ui.times import now


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """One opening: when, where, and what may be done with it."""

    opening: Opening
    when: str
    rooms: str
    may_answer: bool
    may_withdraw: bool
    may_take_back: bool
    booked: Sequence[Booking]
    """What stands in it, for who might take it back."""


@dataclass(frozen=True, slots=True)
class OpeningsHere:
    """What waits for whoever keeps the house, and what a person waits for."""

    to_answer: Sequence[Opening]
    asked: Sequence[Opening]


def load_opening(actor: Actor, reference: str) -> Opening:
    """One opening that the actor may see.

    Raises Http404.
    """
    seen = policy.visible_to(actor, Opening.objects.filter(reference=reference))
    return only(seen.select_related("asked_by", "answered_by"))


def opening_page(actor: Actor, opening: Opening) -> OpeningPage:
    """All that the page of an opening shows."""
    known = known_on(timezone.localdate(opening.starts))

    def may(permission: Permission) -> bool:
        return opening.waits and bool(policy.decide(actor, permission, opening))

    takes_back = opening.may_be_taken_back and bool(policy.decide(actor, Permission.TAKE_OPENING_BACK, opening))
    return OpeningPage(
        opening=opening,
        when=say_hours(opening.starts, opening.ends, now()),
        rooms=known.names_of_opening(opening.rooms),
        may_answer=may(Permission.ANSWER_OPENING),
        may_withdraw=may(Permission.WITHDRAW_OPENING),
        may_take_back=takes_back,
        booked=booked_in(opening) if takes_back else (),
    )


def openings_here(person: Person) -> OpeningsHere:
    """What of it concerns a person today (one query)."""
    waiting = [one for one in _waiting(person) if one.waits]
    return OpeningsHere(
        to_answer=[one for one in waiting if policy.decide(person, Permission.ANSWER_OPENING, one)],
        asked=[one for one in waiting if one.asked_by_id == person.pk],
    )


@prepared
def _waiting(person: Person) -> QuerySet[Opening]:
    rows = policy.visible_to(person, Opening.objects.coming().filter(state=OpeningState.ASKED))
    return rows.order_by("starts", "pk")


def opening_sent_as(person: Person, submission: str) -> Opening | None:
    """The opening that a sending of the form asked for already, if it did."""
    return Opening.objects.filter(asked_by=person, submission=submission).first()
