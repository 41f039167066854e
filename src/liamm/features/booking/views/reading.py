"""The rooms of the house and their week, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from liamm.features.accounts.queries import signed_in
from liamm.features.booking.house import known_on
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import booking_page, bookings_of, busy_times, lines_of, room_page, week_page
from liamm.kernel.access import members, public
from liamm.ui.page import page


@public
def rooms(request: HttpRequest) -> HttpResponse:
    """The rooms: how many each holds, what is in it, how to get in."""
    context = {"known": known_on(), "may_book": bool(policy.decide(request.user, Permission.BOOK))}
    return page(request, "booking/rooms.html", context)


@public
def room(request: HttpRequest, number: int) -> HttpResponse:
    """One room and its week."""
    shown = room_page(request.user, number, request.GET.get("semaine", ""))
    return page(request, "booking/room.html", {"page": shown, "room": shown.room, "week": shown.week})


@public
def week(request: HttpRequest) -> HttpResponse:
    """The week of all the rooms."""
    return page(request, "booking/week.html", {"week": week_page(request.user, request.GET.get("semaine", ""))})


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
