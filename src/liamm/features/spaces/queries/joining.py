"""Who waits to come in, since when, and which months have room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, Q, QuerySet

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.spaces.enums import LIVE_REQUESTS, JoinState
from liamm.features.spaces.links import follow_path
from liamm.features.spaces.models import JoinRequest
from liamm.features.spaces.rules import month_after, month_of
from liamm.kernel import clock
from liamm.kernel.prepared import prepared

_MONTHS_SHOWN = 6
_ANSWERED_SHOWN = 12


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in the waiting list: its place and the last time someone talked with who asked."""

    request: JoinRequest
    place: int
    talked_on: date | None


@dataclass(frozen=True, slots=True)
class Pending:
    """One's own request that is not answered for good: since when, the month in which a place is kept, its page."""

    since: datetime
    planned_for: date | None
    path: str


def pending_of(person: Person) -> Pending | None:
    """The request to join that a person made from the address of their account, while it is live."""
    request = next(iter(_live_of(person.email.lower())), None)
    return Pending(request.created_at, request.planned_for, follow_path(request)) if request else None


@prepared
def _live_of(email: str) -> QuerySet[JoinRequest]:
    return JoinRequest.objects.filter(email=email, state__in=LIVE_REQUESTS)


def places_taken(*, since: date, but: JoinRequest | None = None) -> Iterable[date]:
    """The month of each place taken from `since` on: welcomes done and places kept, save that of one request."""
    done = Q(state=JoinState.WELCOMED, closed_on__gte=since)
    kept = Q(state=JoinState.PLANNED, planned_for__gte=since)
    rows = JoinRequest.objects.filter(done | kept)
    if but:
        rows = rows.exclude(pk=but.pk)
    for state, closed, planned in rows.values_list("state", "closed_on", "planned_for"):
        day = closed if state == JoinState.WELCOMED else planned
        if day:
            yield month_of(day)


def rank_of(request: JoinRequest) -> int:
    """The place of a request among those that wait, from 1, by the moment they came."""
    before = Q(created_at__lt=request.created_at) | Q(created_at=request.created_at, pk__lt=request.pk)
    return JoinRequest.objects.filter(before, state__in=LIVE_REQUESTS).count() + 1


def waiting_list(seen: QuerySet[JoinRequest]) -> list[RequestLine]:
    """The live requests of a queryset in the order they came, in one query."""
    rows = seen.filter(state__in=LIVE_REQUESTS).select_related("organisation")
    rows = rows.annotate(talked_on=Max("conversations__held_on")).order_by("created_at", "id")
    return [RequestLine(row, place, row.talked_on) for place, row in enumerate(rows, start=1)]


def answered_lately(seen: QuerySet[JoinRequest]) -> list[JoinRequest]:
    """The last requests that got their answer, newest first."""
    return list(seen.exclude(state__in=LIVE_REQUESTS).order_by("-closed_on", "-id")[:_ANSWERED_SHOWN])


def free_months(request: JoinRequest | None = None) -> list[tuple[date, int]]:
    """The places left in this month and the next ones (a place kept for `request` itself counts as left)."""
    capacity = bindings.welcome(clock.today()).value.integration.newcomers_per_month
    month = month_of(clock.today())
    taken = Counter(places_taken(since=month, but=request))
    months = []
    for _month in range(_MONTHS_SHOWN):
        months.append((month, max(0, capacity - taken[month])))
        month = month_after(month)
    return months
