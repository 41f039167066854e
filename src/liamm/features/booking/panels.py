"""What the rooms show on the home page."""

from __future__ import annotations

from django.http import HttpRequest

from liamm.features.accounts.models import Person
from liamm.features.booking.queries import house_now, openings_here, options_of, places_here, tasks_of
from liamm.features.booking.queries.present import TOPIC
from liamm.kernel.extension import HomePanel
from liamm.kernel.live import live_url


def _places(request: HttpRequest) -> dict[str, object] | None:
    if not isinstance(request.user, Person):
        return None
    found = places_here(request.user)
    return {"places": found} if found.is_something else None


def _options(request: HttpRequest) -> dict[str, object] | None:
    held = options_of(request.user) if isinstance(request.user, Person) else []
    return {"options": held} if held else None


def _tasks(request: HttpRequest) -> dict[str, object] | None:
    taken = tasks_of(request.user) if isinstance(request.user, Person) else []
    return {"tasks": taken} if taken else None


def _openings(request: HttpRequest) -> dict[str, object] | None:
    if not isinstance(request.user, Person):
        return None
    found = openings_here(request.user)
    return {"openings": found} if found.to_answer or found.asked else None


def _now(request: HttpRequest) -> dict[str, object]:
    """The house at this moment, for everybody: it names nobody."""
    del request
    return {"house": house_now(), "live": live_url(TOPIC)}


panels = (
    HomePanel("house_now", 5, "booking/_panel_now.html", _now, aside=True, visitors=True),
    HomePanel("options", 23, "booking/_panel_options.html", _options),
    HomePanel("places", 25, "booking/_panel_places.html", _places),
    HomePanel("openings", 26, "booking/_panel_openings.html", _openings),
    HomePanel("house_tasks", 60, "booking/_panel_tasks.html", _tasks, aside=True),
)
