"""What accounts put on the home page: for who administers the tool, where its levers are."""

from __future__ import annotations

from django.http import HttpRequest

from liamm.features.accounts.models import Person
from liamm.kernel.extension import HomePanel


def _levers(request: HttpRequest) -> dict[str, object] | None:
    person = request.user
    return {} if isinstance(person, Person) and person.is_admin else None


panels = (HomePanel("accounts.levers", 18, "accounts/_panel.html", _levers),)
