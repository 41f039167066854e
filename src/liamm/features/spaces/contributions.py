"""What the community contributes to the home page: to its team, who waits at the door; to who waits, since when."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest

from liamm.features.accounts.models import Person
from liamm.features.spaces.enums import JoinState
from liamm.features.spaces.models import JoinRequest
from liamm.features.spaces.queries import in_community, pending_of
from liamm.kernel.prepared import prepared


def who_waits(request: HttpRequest) -> dict[str, object] | None:
    """How many wait to be talked with, and since when; nothing when nobody does, or for those who do not welcome."""
    if not (isinstance(request.user, Person) and request.user.on_team):
        return None
    waiting = _waiting()
    return {"waiting": len(waiting), "since": waiting[0]} if waiting else None


def my_request(request: HttpRequest) -> dict[str, object] | None:
    """One's own request to join, for who asked and is not a member yet."""
    person = request.user
    pending = pending_of(person) if isinstance(person, Person) and not in_community(person) else None
    return {"pending": pending} if pending else None


@prepared
def _waiting() -> QuerySet[JoinRequest, datetime]:
    rows = JoinRequest.objects.filter(state=JoinState.WAITING).order_by("created_at")
    return rows.values_list("created_at", flat=True)[:100]
