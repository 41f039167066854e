"""The screens of the day: whoever leads, and whoever follows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from liamm.features.workshops import actions
from liamm.features.workshops.enums import Beat
from liamm.features.workshops.policies import Permission
from liamm.features.workshops.queries import followed_by, live_page, load_workshop
from liamm.features.workshops.views.preparing import checked
from liamm.kernel.access import members, public
from liamm.kernel.actions import DomainError
from liamm.ui.page import page, refuse


@members
def live(request: HttpRequest, reference: str) -> HttpResponse:
    """The déroulé as it happens, for those who prepared it."""
    shown = live_page(request.user, load_workshop(request.user, reference))
    link = request.build_absolute_uri(reverse("workshops:follow", args=[shown.workshop.token]))
    context = {"page": shown, "workshop": shown.workshop, "link": link, "here": request.path}
    return page(request, "workshops/live.html", context, fragment="now")


@public
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The same for everybody in the room, by the link."""
    holder, found = followed_by(token)
    shown = live_page(holder, found)
    context = {"page": shown, "workshop": shown.workshop, "link": "", "here": request.path}
    answer = page(request, "workshops/live.html", context, fragment="now")
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@members
@require_POST
def beat(request: HttpRequest, reference: str) -> HttpResponse:
    """Say what comes."""
    found = checked(request, reference, Permission.LEAD)
    said, seen = request.POST.get("beat", ""), request.POST.get("seen", "")
    try:
        if said in list(Beat):
            step = int(seen) if seen.isdecimal() else None
            actions.give_beat(request.user, found, beat=Beat(said), seen=step)
    except DomainError as error:
        refuse(request, error)
    return redirect("workshops:live", reference)
