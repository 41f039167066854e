"""The door: for a visitor what the lab is and how to tell a need; for a member what concerns them since last time."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from liamm.features.charter import bindings
from liamm.kernel import clock
from liamm.kernel.access import public
from liamm.site.panels import panels_for
from liamm.ui.page import page


@public
def home(request: HttpRequest) -> HttpResponse:
    """The first page."""
    context = {"panels": panels_for(request), "identity": settings.LIAMM_IDENTITY, "today": clock.today()}
    if request.user.is_authenticated:
        return page(request, "site/home.html", context)
    functions = bindings.functions(clock.today())
    return page(request, "site/front_door.html", {**context, "functions": functions})
