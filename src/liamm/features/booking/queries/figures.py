"""What the house was used for over a period: by function, nature, purpose, room and host; and what is behind.

Only what stood counts. Figures are everybody's; of the hosts, everybody reads the public bodies by their name and the
community all of them. Behind each figure, one reads the bookings that one may read, and how many others there are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.enums import OrganisationKind
from liamm.features.accounts.models import Organisation
from liamm.features.booking.enums import BookingState
from liamm.features.booking.house import Known, known_on
from liamm.features.booking.models import Booking, Occupation
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.purposes import sources
from liamm.features.charter import bindings
from liamm.features.charter.bindings.hours import Hours
from liamm.kernel import clock
from liamm.kernel.access import Actor

PAGE = 50
NONE, OTHERS = "-", "autres"
PUBLIC = frozenset(
    {
        OrganisationKind.STATE,
        OrganisationKind.REGION,
        OrganisationKind.DEPARTEMENT,
        OrganisationKind.EPCI,
        OrganisationKind.COMMUNE,
        OrganisationKind.AGENCY,
        OrganisationKind.RESEARCH,
    }
)
"""The kinds of hosts that everybody reads by their name: a public body acts in public, a small company is a person."""
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)
_LENGTH = ExpressionWrapper(F("ends") - F("starts"), output_field=DurationField())
_LENGTH_THERE = ExpressionWrapper(F("booking__ends") - F("booking__starts"), output_field=DurationField())


class By(StrEnum):
    """By what the figures are given; the value is the word of the address."""

    FUNCTION = "fonction"
    USE = "usage"
    PURPOSE = "objet"
    ROOM = "salle"
    HOST = "organisation"


@dataclass(frozen=True, slots=True)
class Period:
    """The days looked at, both included."""

    first: date
    last: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From when until when: what is to come has not been used yet."""
        first, last = (timezone.make_aware(datetime.combine(day, time())) for day in (self.first, self.last + _DAY))
        return first, min(last, clock.now())

    def open_hours(self, hours: Hours) -> float:
        """For how many hours the house was open, exceptional openings left aside."""
        last = min(self.last, clock.today())
        days = (self.first + step * _DAY for step in range((last - self.first).days + 1))
        length = datetime.combine(self.first, hours.closes) - datetime.combine(self.first, hours.opens)
        return sum(hours.opened(day) for day in days) * (length / _HOUR)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: how many bookings, for how many hours and people; `key` finds what is behind it.

    `share` is the part of the hours of the house for which a room was in use, in hundredths.
    """

    by: By
    key: str
    label: str
    bookings: int
    hours: float
    people: int
    share: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """All the figures of a period, by what they are given."""

    known: Known
    period: Period
    tables: Mapping[By, Sequence[Figure]]
    total: int
    open_hours: float


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind a figure: the bookings that one may read, and how many others there are."""

    label: str
    page: Page[Booking]
    others: int


def figures_of(actor: Actor, period: Period) -> Figures:
    """What the house was used for (five queries, and one for each kind of thing that it was for)."""
    known, stood = known_on(period.last), _stood(period)
    open_hours = period.open_hours(known.calendar.hours)
    uses = _grouped(stood, "use")
    tables: dict[By, Sequence[Figure]] = {
        By.FUNCTION: by_function(stood, period.last),
        By.USE: [_figure(By.USE, row, known.use(row["use"]), row["use"]) for row in uses],
        By.PURPOSE: _purposes(stood),
        By.ROOM: _rooms(known, period, open_hours),
        By.HOST: _hosts(actor, stood),
    }
    return Figures(known, period, tables, sum(row["bookings"] for row in uses), open_hours)


def behind(actor: Actor, period: Period, by: By, key: str, number: str) -> Behind:
    """The bookings behind a figure that the actor may read, the first first."""
    known = known_on(period.last)
    stood = _stood(period)
    rows = stood.filter(_of_function(stood, key, period.last) if by is By.FUNCTION else _narrowed(by, key))
    seen = policy.visible_to(actor, rows).order_by("starts", "pk")
    page = Paginator(seen, PAGE).get_page(number)
    return Behind(_label(known, by, key, period.last), page, rows.count() - page.paginator.count)


def _stood(period: Period) -> QuerySet[Booking]:
    first, last = period.moments
    return Booking.objects.filter(state=BookingState.CONFIRMED, starts__gte=first, starts__lt=last)


def _grouped(rows: QuerySet[Booking], *names: str) -> list[dict[str, Any]]:
    counted = rows.order_by().values(*names).annotate(bookings=Count("pk"), length=Sum(_LENGTH), seats=Sum("people"))
    return sorted(counted, key=lambda row: (-row["length"], str(row[names[-1]])))


def _figure(by: By, row: Mapping[str, Any], label: str, key: str) -> Figure:
    return Figure(by, key, label, row["bookings"], round(row["length"] / _HOUR, 1), row["seats"])


def _purposes(rows: QuerySet[Booking]) -> list[Figure]:
    names = {source.kind: str(source.label) for source in sources()}
    return [
        _figure(
            By.PURPOSE,
            row,
            names.get(row["purpose_kind"], row["purpose_kind"]) or _("rien de particulier"),
            row["purpose_kind"] or "-",
        )
        for row in _grouped(rows, "purpose_kind")
    ]


def _rooms(known: Known, period: Period, open_hours: float) -> list[Figure]:
    """Each room of the house, those in which nothing happened too."""
    first, last = period.moments
    held = Occupation.objects.filter(
        living=True, booking__state=BookingState.CONFIRMED, booking__starts__gte=first, booking__starts__lt=last
    )
    counted = (
        held.order_by()
        .values("room_id")
        .annotate(bookings=Count("pk"), length=Sum(_LENGTH_THERE), seats=Sum("booking__people"))
    )
    found = {row["room_id"]: row for row in counted}
    nothing = {"bookings": 0, "length": timedelta(), "seats": 0}
    return [_room(room.number, room.name, found.get(room.number, nothing), open_hours) for room in known.rooms]


def _room(number: int, name: str, row: Mapping[str, Any], open_hours: float) -> Figure:
    hours = row["length"] / _HOUR
    share = round(100 * hours / open_hours, 1) if open_hours else 0
    return Figure(By.ROOM, str(number), name, row["bookings"], round(hours, 1), row["seats"], share)


def _hosts(actor: Actor, rows: QuerySet[Booking]) -> list[Figure]:
    """Each host by its name; for who does not read them all, those that are no public body are one."""
    names_all, others = bool(policy.decide(actor, Permission.COUNT_HOSTS)), list[dict[str, Any]]()
    found = []
    for row in _grouped(rows, "organisation", "organisation__kind", "organisation__name"):
        if row["organisation"] is None:
            found.append(_figure(By.HOST, row, _("au nom de personne"), NONE))
        elif names_all or row["organisation__kind"] in PUBLIC:
            found.append(_figure(By.HOST, row, row["organisation__name"], str(row["organisation"])))
        else:
            others.append(row)
    return found + ([_figure(By.HOST, added(others), _("d’autres organisations"), OTHERS)] if others else [])


def shows_host(actor: Actor, key: str) -> bool:
    """Whether an actor reads the figure of a host by its name."""
    if key in {NONE, OTHERS} or policy.decide(actor, Permission.COUNT_HOSTS):
        return True
    host = _host(key)
    return host is not None and host.kind in PUBLIC


def added(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Several counts as one."""
    return {
        "bookings": sum(row["bookings"] for row in rows),
        "length": sum((row["length"] for row in rows), timedelta()),
        "seats": sum(row["seats"] for row in rows),
    }


def by_function(rows: QuerySet[Booking], day: date) -> list[Figure]:
    """Each function of the charter, those for which nothing happened too, then what was for none of them."""
    counted = _grouped(rows, "purpose_kind", "purpose_id")
    of = _functions_of(counted, day)
    groups: dict[str, list[dict[str, Any]]] = {one.key: [] for one in bindings.functions(day).value.functions}
    for row in counted:
        groups.setdefault(of.get(row["purpose_id"], NONE), []).append(row)
    names = {one.key: one.name for one in bindings.functions(day).value.functions}
    return [_figure(By.FUNCTION, added(some), names.get(key, _("sans fonction")), key) for key, some in groups.items()]


def _functions_of(counted: Sequence[Mapping[str, Any]], day: date) -> dict[UUID, str]:
    """Of which function each thing is for which rooms were booked, as far as the charter of the day has it."""
    known = {one.key for one in bindings.functions(day).value.functions}
    found: dict[UUID, str] = {}
    for source in sources():
        ids = [row["purpose_id"] for row in counted if row["purpose_kind"] == source.kind]
        found |= {thing: key for thing, key in source.functions(ids).items() if key in known} if ids else {}
    return found


def _of_function(rows: QuerySet[Booking], key: str, day: date) -> Q:
    of = _functions_of(_grouped(rows, "purpose_kind", "purpose_id"), day)
    if key != NONE:
        return Q(purpose_id__in=[thing for thing, function in of.items() if function == key])
    return Q(purpose_id=None) | ~Q(purpose_id__in=list(of))


def _narrowed(by: By, key: str) -> Q:
    """What a figure counts; a key that means nothing finds nothing."""
    if by is By.USE:
        return Q(use=key)
    if by is By.PURPOSE:
        return Q(purpose_kind="" if key == "-" else key)
    if by is By.ROOM:
        return Q(occupations__living=True, occupations__room=int(key)) if key.isdecimal() else Q(pk__in=[])
    if key == NONE:
        return Q(organisation=None)
    if key == OTHERS:
        return Q(organisation__isnull=False) & ~Q(organisation__kind__in=PUBLIC)
    host = _host(key)
    return Q(organisation=host) if host else Q(pk__in=[])


def _host(key: str) -> Organisation | None:
    try:
        return Organisation.objects.filter(pk=UUID(key)).first()
    except ValueError:
        return None


def _label(known: Known, by: By, key: str, day: date) -> str:
    if by is By.USE:
        return known.use(key)
    if by is By.PURPOSE:
        return next((str(source.label) for source in sources() if source.kind == key), _("rien de particulier"))
    if by is By.ROOM:
        return known.name(int(key)) if key.isdecimal() else key
    if by is By.FUNCTION:
        functions = bindings.functions(day).value.functions
        return next((one.name for one in functions if one.key == key), _("sans fonction"))
    if key == OTHERS:
        return _("d’autres organisations")
    host = _host(key)
    return host.name if host else _("au nom de personne")
