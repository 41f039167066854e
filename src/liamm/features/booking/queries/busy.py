"""When the rooms are taken, for programs that look for a time: to everybody, and nothing of by whom or what for."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from liamm.features.booking.house import known_on
from liamm.features.booking.models import Occupation
from liamm.kernel import clock
from liamm.kernel.ical import as_uid, busy
from liamm.kernel.prepared import prepared

_AHEAD = timedelta(days=90)


def busy_times(number: int | None) -> bytes:
    """The times at which a room is taken in the three months to come, or all the rooms together (two queries).

    Raises Http404 when the house has no such room.
    """
    rooms = [one.number for one in known_on().rooms]
    if number is not None and number not in rooms:
        raise Http404
    first = timezone.make_aware(datetime.combine(clock.today(), time.min))
    last = first + _AHEAD
    taken = [(starts, ends) for room, starts, ends in _taken(first, last) if number in {None, room}]
    key = "house" if number is None else f"room-{number}"
    return busy(_joined(taken), uid=as_uid("busy", key), span=(first, last), changed=first)


@prepared
def _taken(first: datetime, last: datetime) -> QuerySet[Occupation, tuple[int, datetime, datetime]]:
    living = Occupation.objects.filter(living=True, during__startswith__lt=last, during__endswith__gt=first)
    return living.order_by("during").values_list("room_id", "during__startswith", "during__endswith")


def _joined(taken: list[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Times that touch or overlap, as one: what stands behind them cannot be told apart."""
    found: list[tuple[datetime, datetime]] = []
    for starts, ends in taken:
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((starts, ends))
    return found
