"""What the welcome shows on the home page."""

from __future__ import annotations

from django.http import HttpRequest

from liamm.features.welcome.policies import on_team
from liamm.features.welcome.queries import left_today
from liamm.kernel.extension import HomePanel


def _today(request: HttpRequest) -> dict[str, object] | None:
    """Who still comes today, for the team, when somebody does."""
    if not on_team(request.user):
        return None
    left = left_today()
    return {"left": left} if left.lines else None


panels = (HomePanel("coming", 24, "welcome/_panel_today.html", _today),)
