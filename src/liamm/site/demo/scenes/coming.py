"""Who came to what they booked: nearly everybody, and now and then nobody, so that figures have something to say."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import count

from django.db import transaction

from liamm.features.booking.actions import confirm_arrival, release_booking
from liamm.features.booking.enums import BookingState
from liamm.features.booking.models import Booking
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.site.demo.reading import tale
from liamm.site.demo.stage import Stage

_DAYS = 320
"""How far back the story of the rooms goes."""
_BEFORE, _UNSEEN = timedelta(minutes=5), timedelta(minutes=65)
"""People come a little before; an hour later nobody comes any more, whatever lasts long."""
_EVERY, _FIRST = 19, 7
"""Of so many bookings for nothing in particular, to one nobody comes; the first of them."""


def tell(stage: Stage) -> None:
    """Each morning, look at who is expected."""
    surely = {one["title"] for one in tale("upkeep")["given_back"]}
    nobody = {one["title"] for one in tale("rooms")["bookings"] if one.get("nobody")}
    turn = count()
    for ago in range(_DAYS, -1, -1):
        stage.ago(ago, partial(_expect, stage, surely, nobody, turn), hour=6)


def _expect(stage: Stage, surely: AbstractSet[str], nobody: AbstractSet[str], turn: count[int]) -> None:
    coming = Booking.objects.filter(state=BookingState.CONFIRMED, starts__date=clock.today(), booked_by__isnull=False)
    for booking in coming.exclude(title__in=nobody).order_by("starts", "pk"):
        alone = booking.purpose_id is None and booking.title not in surely
        if alone and next(turn) % _EVERY == _FIRST:
            stage.cue(booking.starts + _UNSEEN, partial(_release, booking))
        else:
            stage.cue(booking.starts - _BEFORE, partial(_come, booking))


def _come(booking: Booking) -> None:
    with suppress(DomainError), transaction.atomic():  # moved, cancelled or said in between
        confirm_arrival(booking.booked_by or SYSTEM, booking)


def _release(booking: Booking) -> None:
    with suppress(DomainError), transaction.atomic():
        release_booking(SYSTEM, booking)
