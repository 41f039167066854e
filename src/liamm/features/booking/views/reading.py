"""The rooms of the house and their week, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from liamm.features.accounts.queries import signed_in
from liamm.features.booking.forms import WantedForm
from liamm.features.booking.house import known_on
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import (
    booking_page,
    bookings_of,
    busy_times,
    house_of_week,
    lines_of,
    photos_of,
    room_page,
    week_page,
)
from liamm.kernel.access import members, public
from liamm.kernel.doors import doors_at
from liamm.ui.page import page

_MAY = (("may_book", Permission.BOOK), ("may_keep", Permission.BLOCK))


@public
def rooms(request: HttpRequest) -> HttpResponse:
    """The rooms: how many each holds, what is in it, how to get in."""
    actor = request.user
    may = {name: bool(policy.decide(actor, one)) for name, one in _MAY}
    known, photos = known_on(), photos_of()
    shown = [(room, next(iter(photos.get(room.number, ())), None)) for room in known.rooms]
    context = {"known": known, "shown": shown, "doors": doors_at(actor, "house", None), **may}
    return page(request, "booking/rooms.html", context)


@public
def room(request: HttpRequest, number: int) -> HttpResponse:
    """One room and its week."""
    shown = room_page(request.user, number, request.GET.get("semaine", ""))
    photos = photos_of().get(number, ())
    context = {"page": shown, "room": shown.room, "week": shown.week, "photos": photos}
    return page(request, "booking/room.html", context)


@public
def week(request: HttpRequest) -> HttpResponse:
    """The week of the rooms, or of those that suit, as a grid or as a list."""
    asked = request.GET.get("semaine", "")
    known = house_of_week(asked)
    form = WantedForm(request.GET, known=known)
    shown = week_page(request.user, known, asked, form.wanted)
    return page(request, "booking/week.html", {"week": shown, "form": form})


@public
@require_safe
def busy(request: HttpRequest, number: int | None = None) -> HttpResponse:
    """When a room, or the house, is taken: for programs that look for a time."""
    del request
    return HttpResponse(busy_times(number), content_type="text/calendar; charset=utf-8; component=vfreebusy")


@members
def booking(request: HttpRequest, reference: str) -> HttpResponse:
    """One booking."""
    return page(request, "booking/booking.html", {"page": booking_page(request.user, reference)})


@members
def mine(request: HttpRequest) -> HttpResponse:
    """What one booked, and waits for."""
    person = signed_in(request)
    return page(request, "booking/mine.html", {"mine": bookings_of(person), "lines": lines_of(person)})
