"""A year of the rooms, seven tenths full: half behind us, half to come."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

from liamm.features.accounts.models import Person
from liamm.features.booking.house import known_on
from liamm.features.booking.models import Booking, Occupation, Room
from liamm.features.booking.occupying import during
from liamm.features.booking.rules.asking import Verdict
from liamm.features.booking.taking import BookingDraft, weigh
from liamm.features.charter.bindings.hours import hours_of
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Space
from liamm.kernel import clock
from tests.bench.seed.field import told

DAYS = 365
HOURS = (8, 11, 14, 17)
"""When something begins: two hours and the time to arrange and restore fill seven tenths of the day."""


def fill(first: float, last: float) -> None:
    """Book the share of days between two points of the whole, in every room; the last weeks before today come first."""
    today = clock.today()
    days = sorted((today + timedelta(days=step - DAYS // 2) for step in range(DAYS)), key=lambda day: abs(day - today))
    opened = [day for day in days[int(DAYS * first) : int(DAYS * last)] if hours_of(day).opened(day)]
    known = known_on(today)
    Room.objects.bulk_create([Room(number=room.number) for room in known.rooms], ignore_conflicts=True)
    people, lab = list(Person.objects.all()[:200]), Space.objects.the_lab()
    sittings = list(Occupation.objects.filter(living=True, booking=None).values_list("room_id", "during"))
    bookings, held = [], []
    for day in opened:
        for room in known.rooms:
            for hour in HOURS:
                starts, n = _at(day, hour), len(bookings)
                ends = starts + timedelta(hours=2)
                there = during(starts - timedelta(minutes=room.setup), ends + timedelta(minutes=room.restore))
                if any(number == room.number and _meet(one, there) for number, one in sittings):
                    continue
                one = Booking(
                    space=lab, audience=Audience.COMMUNITY, reference=f"SA-B-{day:%y%m%d}-{room.number}{hour:02}",
                    use="atelier", title=told(n)[:100], people=5, booked_by=people[n % len(people)],
                    starts=starts, ends=ends, charter_version=known.bound.version,
                )  # fmt: skip
                bookings.append(one)
                held.append(Occupation(booking=one, room_id=room.number, during=there))
    Booking.objects.bulk_create(bookings, batch_size=1_000)
    Occupation.objects.bulk_create(held, batch_size=1_000)


def _meet(one: DateTimeTZRange, other: DateTimeTZRange) -> bool:
    return one.lower < other.upper and other.lower < one.upper


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour))).astimezone(UTC)


def refused_drafts(count: int) -> list[BookingDraft]:
    """As many bookings asked for where somebody is already, one room and several, on days to come."""
    taken = Booking.objects.filter(starts__gt=clock.in_days(1)).order_by("starts").values_list("starts", flat=True)
    moments = list(dict.fromkeys(taken))
    sets = ((1,), (2, 3), (1, 2, 4), (6,))
    return [
        BookingDraft(
            use="atelier", title="Atelier", rooms=sets[n % len(sets)], people=6,
            starts=moments[n % len(moments)], ends=moments[n % len(moments)] + timedelta(hours=2), rules_accepted=True,
        )
        for n in range(count)
    ]  # fmt: skip


def verdict_of(draft: BookingDraft) -> Verdict:
    """What is said of one, as the action that books asks for it."""
    return weigh(draft, known_on(timezone.localdate(draft.starts)), None)
