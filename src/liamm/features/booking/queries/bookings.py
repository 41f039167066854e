"""Bookings as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.arriving import may_arrive_now, opens
from liamm.features.booking.enums import STANDING, BookingState
from liamm.features.booking.house import Known, known_on, known_under
from liamm.features.booking.models import Booking, Displacement, Occupation, Series, Waiting
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.purposes import shown_to
from liamm.features.booking.queries.restoring import Upkeep, giving_back_link, is_given_back, upkeep_of
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.house import HouseRule
from liamm.kernel import clock
from liamm.kernel.access import Actor, only
from liamm.kernel.doors import doors_at
from liamm.kernel.extension import Door, Purpose
from liamm.kernel.prepared import prepared

_SHOWN = 30


@dataclass(frozen=True, slots=True)
class SeriesDates:
    """The dates of a series that one may see: those that are over, and those to come."""

    over: Sequence[Booking] = ()
    coming: Sequence[Booking] = ()


@dataclass(frozen=True, slots=True)
class BookingPage:
    """One booking, in words: rooms, use and layout as the charter of its day names them."""

    booking: Booking
    rooms: str
    use: str
    layout: str
    purpose: Purpose | None
    purpose_kind: str
    priority: str
    rules: Sequence[HouseRule]
    series: SeriesDates
    asked: Sequence[Displacement]
    doors: Sequence[Door]
    may_change: bool
    may_confirm: bool
    upkeep: Upkeep
    may_arrive: bool
    may_restore: bool


@dataclass(frozen=True, slots=True)
class LinkPage:
    """One booking as whoever has its mail answers for it."""

    booking: Booking
    rooms: str
    may_confirm: bool
    may_cancel: bool
    """Before it begins; from then on one says how the rooms are left."""
    give_back: str
    """The address at which one says so, without signing in; empty before it begins, and when nothing stands."""
    is_given_back: bool
    may_arrive: bool
    early: datetime | None


@dataclass(frozen=True, slots=True)
class BookingLine:
    """A booking in a list, and how many others of its series stand behind it."""

    booking: Booking
    rooms: str
    others: int = 0


@dataclass(frozen=True, slots=True)
class MyBookings:
    """What a person booked: what comes, the nearest first; what is past or cancelled, the latest first."""

    coming: Sequence[BookingLine]
    over: Sequence[BookingLine]


def load_booking(actor: Actor, **which: object) -> Booking:
    """One booking that the actor may see.

    Raises Http404.
    """
    seen = policy.visible_to(actor, Booking.objects.filter(**which))
    return only(seen.select_related("booked_by", "organisation", "series"))


def booking_page(actor: Actor, reference: str) -> BookingPage:
    """All that the page of a booking shows."""
    booking = load_booking(actor, reference=reference)
    known = known_under(booking.charter_version)
    found = shown_to(actor, booking.purpose_kind, booking.purpose_id) if booking.purpose_id else None
    return BookingPage(
        booking=booking,
        rooms=known.names(rooms_of(booking)),
        use=known.use(booking.use),
        layout=known.layouts.get(booking.layout, _("comme la salle s’y prête")),
        purpose=found[1] if found else None,
        purpose_kind=str(found[0].label) if found else "",
        priority=_priority(known, found[0].priority if found else ""),
        rules=bindings.house_rules(booking.charter_version).value.rules,
        series=_series(actor, booking.series_id) if booking.series_id else SeriesDates(),
        asked=list(policy.visible_to(actor, booking.displacements.open())),
        doors=doors_at(actor, "booking", booking),
        upkeep=upkeep_of(actor, booking),
        may_change=booking.is_coming and bool(policy.decide(actor, Permission.CHANGE, booking)),
        may_confirm=booking.is_option and bool(policy.decide(actor, Permission.CONFIRM, booking)),
        may_arrive=may_arrive_now(booking) and bool(policy.decide(actor, Permission.ARRIVE, booking)),
        may_restore=_is_to_restore(booking) and bool(policy.decide(actor, Permission.RESTORE)),
    )


def _is_to_restore(booking: Booking) -> bool:
    return booking.state == BookingState.RELEASED and booking.ends > clock.now()


def link_page(actor: Actor, booking: Booking) -> LinkPage:
    """What the page of a link shows."""
    since = opens(booking) if booking.is_coming and booking.arrived_at is None else None
    return LinkPage(
        booking=booking,
        rooms=known_under(booking.charter_version).names(rooms_of(booking)),
        may_confirm=booking.is_option and bool(policy.decide(actor, Permission.CONFIRM, booking)),
        may_cancel=booking.is_coming
        and not booking.has_begun
        and bool(policy.decide(actor, Permission.CANCEL, booking)),
        give_back=giving_back_link(booking) if booking.is_confirmed and booking.has_begun else "",
        is_given_back=is_given_back(booking),
        may_arrive=may_arrive_now(booking) and bool(policy.decide(actor, Permission.ARRIVE, booking)),
        early=since if since and clock.now() < since else None,
    )


def rooms_of(booking: Booking) -> list[int]:
    """The numbers of the rooms of a booking."""
    return list(booking.occupations.order_by("room_id").values_list("room_id", flat=True))


def rooms_said(booking: Booking) -> str:
    """The names of the rooms of a booking that stands, as the charter and the keepers of its day say them."""
    return known_under(booking.charter_version).names(rooms_of(booking))


def rooms_by_booking(bookings: Sequence[Booking]) -> dict[UUID, str]:
    """The names of the rooms of several bookings, as the house names them today (two queries)."""
    known = known_on()
    held: dict[UUID, list[int]] = {booking.pk: [] for booking in bookings}
    for booking, room in _rooms_held(list(held)):
        held[booking].append(room)
    return {booking: known.names(rooms) for booking, rooms in held.items()}


@prepared
def _rooms_held(bookings: list[UUID]) -> QuerySet[Occupation, tuple[UUID, int]]:
    rows = Occupation.objects.filter(booking__in=bookings, living=True).order_by("room_id")
    return rows.values_list("booking_id", "room_id")


def first_of(series: Series) -> Booking:
    """The first booking of a series."""
    return series.bookings.order_by("starts")[0]


def _series(actor: Actor, series: UUID) -> SeriesDates:
    """The bookings of a series that the actor may see, with those of what was split off it, in order."""
    root = Series.objects.filter(Q(pk=series) | Q(parted=series)).values("pk")
    family = Q(series=series) | Q(series__in=root) | Q(series__parted_from__in=root)
    found = list(policy.visible_to(actor, Booking.objects.filter(family)).distinct().order_by("starts", "pk"))
    now = clock.now()
    return SeriesDates([one for one in found if one.ends <= now], [one for one in found if one.ends > now])


def _priority(known: Known, key: str) -> str:
    """The name of a class of priority, when the charter has it."""
    return next((one.name for one in known.uses.value.priority.classes if one.key == key), "")


def bookings_of(person: Person) -> MyBookings:
    """What a person booked (three queries)."""
    known, now = known_on(), clock.now()
    mine = Booking.objects.by(person).prefetch_related("occupations")
    coming = mine.filter(state__in=STANDING, ends__gt=now).order_by("starts", "pk")
    over = mine.exclude(state__in=STANDING, ends__gt=now).order_by("-starts", "-pk")[:_SHOWN]
    return MyBookings(_lines(coming, known), _lines(over, known))


def _lines(bookings: Iterable[Booking], known: Known) -> list[BookingLine]:
    """One line for each booking, and for each series, its first in this order; one changed apart keeps its own."""
    groups: dict[UUID, list[Booking]] = {}
    for one in bookings:
        groups.setdefault(one.pk if one.apart or one.series_id is None else one.series_id, []).append(one)
    return [_line(first, known, len(others)) for first, *others in groups.values()]


def _line(booking: Booking, known: Known, others: int) -> BookingLine:
    numbers = sorted(held.room_id for held in booking.occupations.all())
    return BookingLine(booking, known.names(numbers), others)


@prepared
def options_of(person: Person) -> QuerySet[Booking]:
    """The rooms that are held for somebody until they say yes, the first term first; `offered` when they had waited."""
    rows = Booking.objects.options().by(person).filter(option_until__gt=clock.now())
    return rows.annotate(offered=Exists(Waiting.objects.filter(offered=OuterRef("pk")))).order_by("option_until")


def sent_as(person: Person, submission: str) -> Booking | None:
    """The booking that a sending of the form made already, if it did."""
    return next(iter(_sent(person, submission)), None)


@prepared
def _sent(person: Person, submission: str) -> QuerySet[Booking]:
    sent = Q(submission=submission) | Q(series__submission=submission)
    return Booking.objects.filter(sent, booked_by=person).order_by("starts")
