"""Who comes on a day, for the team."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse

from liamm.features.welcome.forms import PairForm
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.queries import codes_lingering, day_of, introductions_of
from liamm.features.welcome.views.private import private
from liamm.kernel import clock
from liamm.kernel.access import opens
from liamm.ui.page import page


@opens(policy, Permission.VIEW_DAY)
def desk(request: HttpRequest) -> HttpResponse:
    """The bookings of a day: who is sure to come, who for the first time, who would like to be introduced."""
    day = day_said(request.GET.get("jour", ""))
    meeting = introductions_of(day)
    pair = PairForm(wishers=meeting.wishers)
    context = {"page": day_of(day), "meeting": meeting, "pair": pair, "today": clock.today()}
    context["lingering"] = len(codes_lingering())
    return private(page(request, "welcome/desk.html", context))


def day_said(said: str) -> date:
    """The day that an address names, today when it names none that a calendar of people holds."""
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return clock.today()
    return day if 1900 < day.year < 2200 else clock.today()  # noqa: PLR2004  # the years of a calendar of people
