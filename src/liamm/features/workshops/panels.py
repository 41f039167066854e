"""What déroulés show on the home page."""

from __future__ import annotations

from django.http import HttpRequest

from liamm.features.accounts.models import Person
from liamm.features.workshops.queries import next_ones
from liamm.kernel.extension import HomePanel


def _next(request: HttpRequest) -> dict[str, object] | None:
    if not isinstance(request.user, Person):
        return None
    found = next_ones(request.user)
    return {"workshops": found} if found else None


panels = (HomePanel("workshops", 60, "workshops/_panel.html", _next, aside=True),)
