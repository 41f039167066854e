"""What commitments put on the home page: what a person engaged, each with its term."""

from __future__ import annotations

from django.http import HttpRequest

from liamm.features.accounts.models import Person
from liamm.features.commitments.queries.engagements import mine
from liamm.kernel.extension import HomePanel

_SHOWN = 5


def _kept(request: HttpRequest) -> dict[str, object] | None:
    person = request.user
    found = mine(person) if isinstance(person, Person) else []
    return {"engagements": found[:_SHOWN]} if found else None


panels = (HomePanel("commitments", 20, "commitments/_panel.html", _kept, aside=True),)
