"""Who would like to be introduced on a day, and what was proposed; one introduction, as each of the two sees it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.http import Http404
from django.utils import timezone

from liamm.features.booking.enums import BookingState
from liamm.features.charter import bindings
from liamm.features.welcome.introducing import Seat, people_of, said_by, wish_of
from liamm.features.welcome.models import Introduction, Wish
from liamm.features.welcome.whereabouts import when
from liamm.kernel import clock
from liamm.kernel.extension import Expected


@dataclass(frozen=True, slots=True)
class Wisher:
    """Somebody who would like to be introduced, as the team reads it."""

    wish: Wish
    name: str
    when: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """An introduction that was proposed: between whom, and where it stands."""

    introduction: Introduction
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Meetings:
    """The wishes of a day, and the introductions proposed for it."""

    wishers: Sequence[Wisher]
    proposed: Sequence[Proposed]


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """An introduction as one of the two sees it; `met` is empty until both said yes."""

    mine: Wish
    other: Wish
    when: str
    said: bool | None
    agreed: bool
    over: bool
    met: Expected | None


def introductions_of(day: date) -> Meetings:
    """Those who wish to be introduced on a day and are still sure to come."""
    start, end = (timezone.make_aware(datetime.combine(one, time())) for one in (day, day + timedelta(days=1)))
    rows = Wish.objects.filter(booking__starts__gte=start, booking__starts__lt=end)
    wishes = list(
        rows.filter(booking__state=BookingState.CONFIRMED).select_related("booking").order_by("booking__starts", "pk")
    )
    people = people_of(wishes)
    here = [wish for wish in wishes if wish.pk in people]
    names = {wish.pk: people[wish.pk].name or people[wish.pk].address for wish in here}
    proposed = Introduction.objects.filter(first__in=here, second__in=here).order_by("created_at", "pk")
    return Meetings(
        [Wisher(wish, names[wish.pk], when(wish.booking)) for wish in here],
        [Proposed(one, names[one.first_id], names[one.second_id]) for one in proposed],
    )


def wish_in(booking_id: UUID, holder: str) -> Wish | None:
    """What somebody who comes wished."""
    return Wish.objects.filter(booking=booking_id, holder=holder).first()


def load_introduction(seat: Seat) -> Introduction:
    """The introduction of a link.

    Raises Http404 when it is no more.
    """
    rows = Introduction.objects.select_related("first__booking", "second__booking")
    found = rows.filter(pk=seat.introduction).first()
    if found is None:
        raise Http404
    return found


def meeting_page(introduction: Introduction, seat: Seat) -> MeetingPage:
    """What one of the two reads."""
    mine, other = wish_of(introduction, seat.side), wish_of(introduction, seat.side.other)
    return MeetingPage(
        mine=mine,
        other=other,
        when=when(mine.booking),
        said=said_by(introduction, seat.side),
        agreed=introduction.is_agreed,
        over=not mine.booking.is_coming,
        met=people_of([other]).get(other.pk) if introduction.is_agreed else None,
    )


def wishes_to_forget() -> list[Wish]:
    """Those of which the day is past for as long as the charter says."""
    since = clock.now() - timedelta(days=bindings.retention(clock.today()).value.days("access_need"))
    return list(Wish.objects.filter(booking__ends__lt=since).select_related("booking"))
