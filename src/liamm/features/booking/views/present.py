"""The house at this moment, and the screen at each door: for everybody, without a name."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import door_page, house_now
from liamm.features.booking.queries.present import TOPIC
from liamm.kernel.access import public
from liamm.kernel.live import live_url
from liamm.ui.page import page, wants_fragment
from liamm.ui.squares import square_to

_SECONDS = 60
"""How often a door looks again by itself, with or without script."""


@public
def now(request: HttpRequest) -> HttpResponse:
    """The house at this moment; the panel of the home page asks for its section only."""
    fragment = "house-now" if wants_fragment(request, "house-now") else "now"
    may_book = bool(policy.decide(request.user, Permission.BOOK))
    context = {"house": house_now(), "live": live_url(TOPIC), "may_book": may_book}
    return page(request, "booking/now.html", context, fragment=fragment)


@public
def door(request: HttpRequest, number: int) -> HttpResponse:
    """The screen at the door of a room: it comes back by itself, without script too."""
    shown = door_page(number)
    address = reverse("booking:arrival", args=[number])
    answer = page(request, "booking/door.html", {"page": shown, "address": address, "square": square_to(address)})
    answer["Refresh"] = str(_SECONDS)
    return answer
