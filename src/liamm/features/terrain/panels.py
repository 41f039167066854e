"""What terrain puts on the home page: what waits to be read for the team, what was heard lately for everybody."""

from __future__ import annotations

from django.http import HttpRequest

from liamm.features.accounts.models import Person
from liamm.features.terrain.policies import on_team
from liamm.features.terrain.queries.desk import to_read_today
from liamm.features.terrain.queries.heard import with_outcome, wordings_seen
from liamm.kernel.extension import HomePanel

_LATELY = 3


def _to_read(request: HttpRequest) -> dict[str, object] | None:
    person = request.user
    if not (isinstance(person, Person) and on_team(person)):
        return None
    signals, waiting = to_read_today(person)
    return {"signals": signals, "waiting": waiting}


def _lately(request: HttpRequest) -> dict[str, object] | None:
    heard = with_outcome(request.user, wordings_seen(request.user)[:_LATELY])
    return {"heard": heard} if heard or not request.user.is_authenticated else None


panels = (
    HomePanel("terrain.to_read", 10, "terrain/_panel_to_read.html", _to_read),
    HomePanel("terrain.lately", 20, "terrain/_panel_lately.html", _lately, visitors=True),
)
