"""The lab's capacity, month by month, for its team."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from liamm.features.commitments.actions import set_capacity
from liamm.features.commitments.forms import CapacityForm
from liamm.features.commitments.policies import Permission, policy
from liamm.features.commitments.queries import capacity_page
from liamm.kernel import clock
from liamm.kernel.access import opens
from liamm.ui.page import page, tell
from liamm.ui.submitting import attempt


@opens(policy, Permission.SEE_CAPACITY)
def capacity(request: HttpRequest) -> HttpResponse:
    """What the lab can give, what is held and what is asked, with a bar and a sentence each month."""
    return page(request, "commitments/capacity.html", {"shown": capacity_page(clock.today())})


@opens(policy, Permission.SET_CAPACITY)
def say_capacity(request: HttpRequest) -> HttpResponse:
    """Say how many days of a skill the lab can give in a month."""
    initial = {"month": request.GET.get("mois", ""), "skill": request.GET.get("savoir", "")}
    form = CapacityForm(request.POST or None, shown=capacity_page(clock.today()), initial=initial)
    tried = attempt(form, lambda: set_capacity(request.user, form.month_said, **form.said))
    if tried.done:
        tell(request, _("C’est noté."))
        return redirect("capacity")
    return page(request, "commitments/capacity_say.html", {"form": form, "refusal": tried.refusal})
