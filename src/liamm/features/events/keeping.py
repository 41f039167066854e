"""Who is to be reminded, and what has been kept as long as the charter says."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from liamm.features.charter import bindings
from liamm.features.events.enums import EventState, RegistrationState, Taken
from liamm.features.events.models import EventProposal, EventSession, Registration, TrainingNeed
from liamm.kernel import clock


def _since(key: str) -> datetime:
    return clock.now() - timedelta(days=bindings.retention(clock.today()).value.days(key))


def needs_over() -> datetime:
    """What was needed for a date before this moment is kept no more."""
    return _since("access_need")


def registrations_over() -> datetime:
    """Who registered for a date before this moment is named no more."""
    return _since("registration")


def _sessions() -> QuerySet[EventSession]:
    """The dates for which each registration was made."""
    return EventSession.objects.filter(
        Q(pk=OuterRef("seating__session")) | Q(event=OuterRef("event"), event__attends=Taken.WHOLE)
    )


def is_over_for(registration: Registration, since: datetime) -> bool:
    """Whether all that somebody registered for ended before a moment."""
    return over_for(Registration.objects.filter(pk=registration.pk), since).exists()


def over_for(rows: QuerySet[Registration], since: datetime) -> QuerySet[Registration]:
    """The registrations of which every date ended before a moment."""
    return rows.filter(~Exists(_sessions().filter(ends__gte=since)))


def needs_to_forget() -> QuerySet[Registration]:
    """Those that still say what was needed, after the delay."""
    return over_for(Registration.objects.exclude(access_need=""), needs_over()).order_by("pk")


def to_forget() -> QuerySet[Registration]:
    """Those that still name somebody, after the delay."""
    return over_for(Registration.objects.filter(forgotten_at=None), registrations_over()).order_by("pk")


def to_remind() -> QuerySet[Registration]:
    """Those who come to something that begins soon, and were not reminded; nobody who has just registered."""
    now = clock.now()
    ahead = timedelta(hours=bindings.event_kinds(clock.today()).value.registering.reminder_hours)
    soon = _sessions().filter(off_at=None, starts__gt=now, starts__lte=now + ahead)
    rows = Registration.objects.filter(state=RegistrationState.CONFIRMED, reminded_at=None)
    rows = rows.filter(event__state__in=[EventState.OPEN, EventState.CLOSED], created_at__lt=now - ahead / 2)
    return rows.filter(Exists(soon)).order_by("pk")


def voices_to_forget() -> QuerySet[TrainingNeed]:
    """Needs that had their answer long ago, and still say who asked."""
    old = TrainingNeed.objects.filter(settled_at__lt=registrations_over(), voices__isnull=False)
    return old.distinct().order_by("pk")


def proposals_to_forget() -> QuerySet[EventProposal]:
    """What was proposed for a call that ended long ago, and still names somebody."""
    old = EventProposal.objects.filter(forgotten_at=None, call__last__lt=registrations_over().date())
    return old.select_related("call").order_by("pk")
