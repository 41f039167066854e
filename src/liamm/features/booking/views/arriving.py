"""At the door of a room: what is booked there today, without names, and saying that one is there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liamm.features.booking.actions import confirm_arrival, restore_booking
from liamm.features.booking.models import Booking
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.queries import arrival_page, load_booking
from liamm.kernel.access import members, opens, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse, tell


@public
def arrival(request: HttpRequest, number: int) -> HttpResponse:
    """What a QR code at the door leads to; a signed-in booker, or the team, says that they are there."""
    if request.method == "POST":
        found = load_booking(request.user, reference=request.POST.get("reference", ""))
        return _arrived(request, found, request.path)
    return page(request, "booking/arrival.html", {"page": arrival_page(request.user, number)})


@members
@require_POST
def arrived(request: HttpRequest, reference: str) -> HttpResponse:
    """The same, from the page of the booking."""
    found = load_booking(request.user, reference=reference)
    return _arrived(request, found, found.get_absolute_url())


def _arrived(request: HttpRequest, found: Booking, back: str) -> HttpResponse:
    try:
        confirm_arrival(request.user, found)
        tell(request, _("C’est noté : la salle est à vous jusqu’au bout."))
    except DomainError as error:
        refuse(request, error)
    return redirect(back)


@opens(policy, Permission.RESTORE)
@require_POST
def restore(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the room back to those who came after all."""
    found = load_booking(request.user, reference=reference)
    try:
        restore_booking(request.user, found)
        tell(request, _("La salle est de nouveau à eux ; un courriel le leur dit."))
    except DomainError as error:
        refuse(request, error)
    return redirect(found)
