"""A room that is free goes to whoever waits for it, in the same transaction as what freed it."""

from __future__ import annotations

from django.db import transaction

from liamm.features.booking.actions import offer_room
from liamm.features.booking.models import Waiting, WaitingQuerySet
from liamm.features.booking.occupying import take_rooms
from liamm.features.booking.waiting import by_rank, what_is_free
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.jobs import job


class BusyError(Exception):
    """Somebody decides of these rooms at this moment: the job is tried again."""


@job("booking.serve_line")
def serve_line() -> None:
    """Offer what is free to those who wait, when it could not be done in the transaction that freed it."""
    with transaction.atomic():
        served = serve()
    if not served:
        raise BusyError


def serve() -> bool:
    """Offer all that is free to those who wait for it, the first in line first.

    False when somebody else decides of one of these rooms at this moment: nothing waits here, for it might itself wait
    for what we hold; it is for later then.
    """
    rooms = {number for (numbers,) in _waiting().values_list("rooms") for number in numbers}
    if not rooms:
        return True
    if not take_rooms(rooms):
        return False
    for waiting in by_rank(_waiting().select_related("person").select_for_update(of=("self",)).order_by("pk")):
        if rooms.issuperset(waiting.rooms) and what_is_free(waiting):
            offer_room(SYSTEM, waiting)
    return True


def _waiting() -> WaitingQuerySet:
    return Waiting.objects.in_line().filter(ends__gt=clock.now())
