"""A room that is free goes to whoever waits for it, in the same transaction as what freed it."""

from __future__ import annotations

import contextlib

from django.db import transaction

from liamm.features.booking.actions import free_place, offer_room
from liamm.features.booking.enums import STANDING
from liamm.features.booking.limiting import hold_takers
from liamm.features.booking.models import Displacement, Waiting, WaitingQuerySet
from liamm.features.booking.occupying import take_rooms
from liamm.features.booking.waiting import by_rank, taker_of, what_is_free
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.jobs import job


class BusyError(Exception):
    """Somebody decides of these rooms, or of these people, at this moment: the job is tried again."""


@job("booking.serve_line")
def serve_line() -> None:
    """Offer what is free to those who wait, when it could not be done in the transaction that freed it."""
    with transaction.atomic():
        served = serve()
    if not served:
        raise BusyError


@job("booking.give_places")
def give_places() -> None:
    """Give to whoever had asked for them the places that were given back, when it could not be done at once."""
    for displacement in Displacement.objects.open().exclude(guest__state__in=STANDING).order_by("pk"):
        with contextlib.suppress(DomainError):  # settled in between
            free_place(SYSTEM, displacement)


def serve() -> bool:
    """Offer all that is free to those who wait for it, the first in line first.

    False when somebody else decides of one of these rooms, or takes others for who waits, at this moment: nothing waits
    here, for it might itself wait for what we hold; it is for later then.
    """
    rooms = {number for (numbers,) in _waiting().values_list("rooms") for number in numbers}
    if not rooms:
        return True
    if not take_rooms(rooms):
        return False
    for waiting in by_rank(
        _waiting().select_related("person").select_for_update(of=("self",), no_key=True).order_by("pk")
    ):
        if not rooms.issuperset(waiting.rooms):
            continue
        if not hold_takers([taker_of(waiting)], [waiting.starts]):
            return False
        if what_is_free(waiting):
            offer_room(SYSTEM, waiting)
    return True


def _waiting() -> WaitingQuerySet:
    return Waiting.objects.in_line().filter(ends__gt=clock.now())
