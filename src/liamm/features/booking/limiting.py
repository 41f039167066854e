"""What a charter limits in a week: who has taken how much, counted while nobody else of them can take more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone

from liamm.features.accounts.models import Organisation, Person
from liamm.features.booking.house import Known, ruled_by
from liamm.features.booking.models import Booking
from liamm.features.booking.rules.asking import Ask, House, Quota, Rule, Week
from liamm.features.booking.rules.limiting import hours_of, week_of
from liamm.features.booking.rules.looking import days_looked_at
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.taking import Limits

_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes rooms: a person, and the organisation in whose name they do."""

    person: Person | None
    organisation: Organisation | None = None

    def keys(self, limits: Limits | None) -> set[str]:
        """What nobody else may count at the same moment, where a charter limits it."""
        found = set()
        if limits and limits.person_week and self.person:
            found.add(f"booking:{self.person.pk}")
        if limits and limits.organisation_week and self.organisation:
            found.add(f"booking:{self.organisation.pk}")
        return found


@dataclass(frozen=True, slots=True)
class Use:
    """What one booking takes: since when, how many hours of rooms, and of whom."""

    booking: UUID | None
    starts: datetime
    hours: timedelta
    person: UUID | None
    organisation: UUID | None


def lock_takers(takers: Collection[Taker], moments: Iterable[datetime]) -> None:
    """Let nobody else take rooms for any of them until the end of the transaction, when the charter limits how much.

    Before any room is locked, and always in the same order, so that nobody waits for who waits for them.
    """
    with connection.cursor() as cursor:
        for key in _keys(takers, moments):
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def hold_takers(takers: Collection[Taker], moments: Iterable[datetime]) -> bool:
    """The same for who holds rooms already: it never waits, and says whether it could."""
    with connection.cursor() as cursor:
        for key in _keys(takers, moments):
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [key])
            if not cursor.fetchone()[0]:
                return False
    return True


def _keys(takers: Collection[Taker], moments: Iterable[datetime]) -> list[str]:
    days = {ruled_by(timezone.localdate(moment)) for moment in moments}
    found = [bindings.taking(day).value.limits for day in days]
    return sorted({key for limits in found for taker in takers for key in taker.keys(limits)})


def limited(ask: Ask, known: Known, taker: Taker, was: Booking | None = None, aside: Collection[UUID] = ()) -> House:
    """The house with what whoever asks has taken (one query, none when the charter limits no week)."""
    house = known.rules
    if not taker.keys(known.limits):
        return house
    asked = min(max(house.local(ask.starts).date(), house.today), house.last)
    return with_quotas(
        known, taker, uses_of(taker, [*days_looked_at(ask, house), asked], aside), was.pk if was else None
    )


def uses_of(taker: Taker, days: Sequence[date], aside: Collection[UUID] = ()) -> list[Use]:
    """What somebody, or their organisation, takes in the weeks of these days (one query); but some bookings."""
    first, last = (day - timedelta(days=day.weekday()) for day in (min(days), max(days)))
    since, until = (timezone.make_aware(datetime.combine(day, time())) for day in (first, last + _WEEK))
    theirs = Q(booked_by=taker.person) if taker.person else Q()
    theirs |= Q(organisation=taker.organisation) if taker.organisation else Q()
    rows = Booking.objects.standing().filter(theirs, starts__gte=since, starts__lt=until).exclude(pk__in=aside)
    held = rows.annotate(rooms=Count("occupations", filter=Q(occupations__living=True)))
    fields = ("pk", "starts", "ends", "rooms", "booked_by", "organisation")
    return [
        Use(booking, starts, (ends - starts) * rooms, person, organisation)
        for booking, starts, ends, rooms, person, organisation in held.values_list(*fields)
    ]


def use_of(ask: Ask, taker: Taker) -> Use:
    """What would be taken by what is asked."""
    person = taker.person.pk if taker.person else None
    organisation = taker.organisation.pk if taker.organisation else None
    return Use(None, ask.starts.astimezone(UTC), hours_of(ask), person, organisation)


def with_quotas(known: Known, taker: Taker, uses: Sequence[Use], own: UUID | None = None) -> House:
    """The house with what is left to whoever asks; `own` is the booking that is changed."""
    limits, quotas = known.limits, []
    if limits.person_week and taker.person:
        mine = [one for one in uses if one.person == taker.person.pk]
        quotas.append(_quota(Rule.PERSON_WEEK, limits.person_week.hours, mine, own, known.rules))
    if limits.organisation_week and taker.organisation:
        ours = [one for one in uses if one.organisation == taker.organisation.pk]
        quotas.append(_quota(Rule.ORGANISATION_WEEK, limits.organisation_week.hours, ours, own, known.rules))
    return replace(known.rules, quotas=quotas)


def _quota(rule: Rule, hours: int, uses: Iterable[Use], own: UUID | None, house: House) -> Quota:
    taken: dict[Week, timedelta] = {}
    kept: dict[Week, timedelta] = {}
    for one in uses:
        found, week = kept if own and one.booking == own else taken, week_of(house.local(one.starts).date())
        found[week] = found.get(week, timedelta()) + one.hours
    return Quota(rule, timedelta(hours=hours), taken, kept)
