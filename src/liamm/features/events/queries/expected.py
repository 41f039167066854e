"""Who is sure to come into the house for an event: those whose registration is confirmed, and nobody who waits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet

from liamm.features.events.enums import RegistrationState, Taken
from liamm.features.events.links import own_path
from liamm.features.events.models import EventSession, Registration
from liamm.kernel.extension import Expected
from liamm.kernel.prepared import prepared


def expected_registered(bookings: Sequence[UUID]) -> Mapping[UUID, Sequence[Expected]]:
    """Those who come to the dates that stand in these bookings, in the order in which they registered (two queries)."""
    found: dict[UUID, list[Expected]] = defaultdict(list)
    sessions = _held_in(list(bookings))
    if not sessions:
        return found
    dates, events = zip(*((one.pk, one.event_id) for one in sessions), strict=True)
    people = [(one, _expected(one)) for one in _registered(list(dates), list(events))]
    for session in sessions:
        if session.booking_id:
            found[session.booking_id] = [expected for one, expected in people if _comes_to(one, session)]
    return found


@prepared
def _held_in(bookings: list[UUID]) -> QuerySet[EventSession]:
    return EventSession.objects.filter(booking__in=bookings, off_at=None)


@prepared
def _registered(dates: list[UUID], events: list[UUID]) -> QuerySet[Registration]:
    """Those who come to one of these dates, and accepted the rules of the place."""
    meant = Q(seating__session__in=dates) | Q(event__in=events, event__attends=Taken.WHOLE)
    rows = Registration.objects.filter(meant, state=RegistrationState.CONFIRMED, forgotten_at=None)
    return rows.exclude(rules_version="").select_related("event", "seating").order_by("created_at", "pk")


def _comes_to(registration: Registration, session: EventSession) -> bool:
    if registration.seating.session_id:
        return registration.seating.session_id == session.pk
    return registration.event_id == session.event_id


def _expected(registration: Registration) -> Expected:
    return Expected(
        key=registration.recipient.key,
        holder=registration.pk,
        name=registration.name,
        address=registration.mail,
        url=own_path(registration),
        language=registration.language,
        person=registration.person_id,
        people=registration.seats,
        need=registration.access_need,
    )
