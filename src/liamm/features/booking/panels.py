"""What the rooms show on the home page."""

from __future__ import annotations

from django.http import HttpRequest

from liamm.features.accounts.models import Person
from liamm.features.booking.queries import places_here, tasks_of
from liamm.kernel.extension import HomePanel


def _places(request: HttpRequest) -> dict[str, object] | None:
    if not isinstance(request.user, Person):
        return None
    found = places_here(request.user)
    return {"places": found} if found.is_something else None


def _tasks(request: HttpRequest) -> dict[str, object] | None:
    taken = tasks_of(request.user) if isinstance(request.user, Person) else []
    return {"tasks": taken} if taken else None


panels = (
    HomePanel("places", 25, "booking/_panel_places.html", _places),
    HomePanel("house_tasks", 60, "booking/_panel_tasks.html", _tasks, aside=True),
)
