"""What terrain puts on the home page: what waits to be read, what a relais passed on, what was heard lately."""

from __future__ import annotations

from django.http import HttpRequest

from liamm.features.accounts.models import Person
from liamm.features.terrain.models import FieldSignal
from liamm.features.terrain.policies import on_team
from liamm.features.terrain.queries.desk import to_read_today
from liamm.features.terrain.queries.heard import heard_between, lines_heard, outcomes
from liamm.features.terrain.queries.relays import passed_lately, relays_of
from liamm.kernel.extension import HomePanel
from liamm.ui.shapes import Line
from liamm.ui.times import say_ago

_LATELY = 3


def _to_read(request: HttpRequest) -> dict[str, object] | None:
    person = request.user
    if not (isinstance(person, Person) and on_team(person)):
        return None
    signals, waiting = to_read_today(person)
    return {"signals": [_line(one) for one in signals], "waiting": waiting}


def _line(signal: FieldSignal) -> Line:
    place = [signal.territory.name] if signal.territory else []
    said = " · ".join([signal.reference, *place, say_ago(signal.created_at)])
    return Line(signal.headline, signal.desk_url, said, lang="fr")


def _passed_on(request: HttpRequest) -> dict[str, object] | None:
    """What a relais passed on lately, each with the last step it brought about; the link to all of it."""
    held = relays_of(request.user)
    return {"relay": held[0], "passed": passed_lately(held, limit=_LATELY)} if held else None


def _aside(request: HttpRequest) -> dict[str, object]:
    heard = outcomes(request.user, heard_between(request.user, first=0, last=_LATELY))
    said = [(one.wording, one.became) for one in heard]
    return {"heard": [Line(one.title, one.get_absolute_url(), became, lang="fr") for one, became in said]}


def _lately(request: HttpRequest) -> dict[str, object]:
    return {"heard": lines_heard(request.user, heard_between(request.user, first=0, last=_LATELY))}


def _for_visitors(request: HttpRequest) -> dict[str, object] | None:
    return None if request.user.is_authenticated else _lately(request)


panels = (
    HomePanel("terrain.to_read", 10, "terrain/_panel_to_read.html", _to_read),
    HomePanel("terrain.passed_on", 14, "terrain/_panel_passed_on.html", _passed_on),
    HomePanel("terrain.heard", 20, "terrain/_panel_lately.html", _for_visitors, visitors=True),
    HomePanel("terrain.lately", 50, "terrain/_panel_lately_aside.html", _aside, aside=True),
)
