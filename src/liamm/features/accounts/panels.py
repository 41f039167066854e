"""What accounts put on the home page: for who administers the tool, its levers; for the team, what was named."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from liamm.features.accounts.models import NamedOrganisation, Person
from liamm.kernel.extension import HomePanel
from liamm.kernel.prepared import prepared


def _levers(request: HttpRequest) -> dict[str, object] | None:
    person = request.user
    return {} if isinstance(person, Person) and person.is_admin else None


def _named(request: HttpRequest) -> dict[str, object] | None:
    person = request.user
    waiting = len(_waiting()) if isinstance(person, Person) and person.on_team else 0
    return {"waiting": waiting} if waiting else None


@prepared
def _waiting() -> QuerySet[NamedOrganisation, UUID]:
    return NamedOrganisation.objects.values_list("pk", flat=True)[:100]


panels = (
    HomePanel("accounts.levers", 18, "accounts/_panel.html", _levers),
    HomePanel("accounts.named", 41, "accounts/_panel_named.html", _named, aside=True),
)
