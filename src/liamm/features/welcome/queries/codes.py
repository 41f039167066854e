"""Codes as their pages show them: for what and until when, who set them and who knows them, never which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.booking.enums import BookingState
from liamm.features.booking.models import Booking
from liamm.features.charter import bindings
from liamm.features.welcome.keyring import window_of
from liamm.features.welcome.links import entry_path
from liamm.features.welcome.models import AccessCode, Guest, Sighting, Way
from liamm.features.welcome.policies import Permission, policy
from liamm.features.welcome.whereabouts import when
from liamm.kernel import clock
from liamm.kernel.access import Actor, Refused
from liamm.kernel.expected import named_at
from liamm.kernel.extension import DeskLine
from liamm.ui.dates import say_span
from liamm.ui.times import local_day, say_moment

_SHOWN_GONE = 20


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A code in a list: what it opens, for what, and how many know it."""

    code: AccessCode
    span: str
    known_by: int

    @property
    def booking(self) -> Booking | None:
        """The booking for which it is, if it is for one."""
        return self.code.booking


@dataclass(frozen=True, slots=True)
class CodesPage:
    """The codes that live, those to take off the keypad and those that are gone, and how one comes."""

    living: Sequence[CodeLine]
    lingering: Sequence[CodeLine]
    gone: Sequence[CodeLine]
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class Knower:
    """Somebody who knows a code, how, and since when."""

    name: str
    sighting: Sighting


@dataclass(frozen=True, slots=True)
class CodePage:
    """One code, and who knows it."""

    line: CodeLine
    knowers: Sequence[Knower]


@dataclass(frozen=True, slots=True)
class AccessState:
    """Where the showing of plan and codes stands for a booking: `to_come`, `open` or neither."""

    opens: str
    closes: str
    to_come: bool
    open: bool

    @property
    def over(self) -> bool:
        """Whether they are shown no more."""
        return not (self.to_come or self.open)


@dataclass(frozen=True, slots=True)
class WayIn:
    """Where it stands for somebody who comes otherwise than as a guest, and the path that shows plan and codes."""

    state: AccessState
    path: str


def access_state(booking: Booking) -> AccessState | None:
    """Where it stands (no query); None for what is not confirmed."""
    if booking.state != BookingState.CONFIRMED:
        return None
    shown, now = window_of(booking), clock.now()
    return AccessState(say_moment(shown.opens), say_moment(shown.closes), shown.is_to_come(now), shown.is_open(now))


def way_in(booking: Booking, holder: UUID) -> WayIn | None:
    """The same, with the path by which the holder of a link of another feature enters; None once it is over."""
    state = access_state(booking)
    return None if state is None or state.over else WayIn(state, entry_path(holder, booking.pk))


def plan_for(actor: Actor, booking: Booking, opens: str) -> Way | None:
    """The drawing that leads to the door or to the car-park, while the window of a booking is open; else None.

    Raises Refused for who is not sure to come.
    """
    decision = policy.decide(actor, Permission.SEE_ACCESS, booking)
    if not decision:
        raise Refused(decision)
    state = access_state(booking)
    return Way.objects.exclude(path="").filter(opens=opens).first() if state and state.open else None


def codes_page() -> CodesPage:
    """All that the page of the codes shows (four queries)."""
    rows = AccessCode.objects.select_related("booking", "set_by").annotate(known_by=Count("sightings"))
    living = rows.living().order_by("opens", "starts", "booking__starts", "pk")
    gone = rows.exclude(revoked_at=None, closed_at=None).exclude(lingers=True).order_by("-created_at")[:_SHOWN_GONE]
    return CodesPage(list(map(_line, living)), codes_lingering(), list(map(_line, gone)), list(Way.objects.all()))


def codes_lingering() -> list[CodeLine]:
    """The codes that open nothing any more by the book, and that a keypad may still take (one query)."""
    rows = AccessCode.objects.lingering().select_related("booking", "set_by").annotate(known_by=Count("sightings"))
    return list(map(_line, rows.order_by("opens", "starts", "booking__starts", "pk")))


def codes_beside(code: AccessCode) -> list[CodeLine]:
    """The living codes of something else, which who comes for the same may know too (one query)."""
    when_used = (code.booking.starts, code.booking.ends) if code.booking else (code.starts, code.ends)
    beside = Q(booking=None, starts__lt=when_used[1], ends__gt=when_used[0])
    if code.booking:
        beside |= Q(booking=code.booking)
    rows = AccessCode.objects.living().exclude(opens=code.opens).filter(beside)
    found = rows.select_related("booking", "set_by").annotate(known_by=Count("sightings"))
    return list(map(_line, found.order_by("opens", "starts", "pk")))


def codes_lost(codes: Sequence[AccessCode]) -> list[str]:
    """The keys of those that somebody said to have lost (one query)."""
    rows = Sighting.objects.filter(code__in=codes).exclude(lost_at=None)
    return [str(one) for one in rows.values_list("code", flat=True).distinct()]


def code_page(pk: UUID) -> CodePage:
    """One code (a fixed number of queries).

    Raises Http404.
    """
    rows = AccessCode.objects.select_related("booking", "set_by", "replaced_by").annotate(known_by=Count("sightings"))
    code = rows.filter(pk=pk).first()
    if code is None:
        raise Http404
    sightings = list(code.sightings.select_related("booking"))
    names = _names(sightings)
    known = [Knower(names.get(one.holder, _("une personne attendue")), one) for one in sightings]
    return CodePage(_line(code), known)


def _line(code: AccessCode) -> CodeLine:
    known_by: int = code.known_by  # type: ignore[attr-defined]  # counted by the query
    return CodeLine(code, _span(code), known_by)


def _span(code: AccessCode) -> str:
    if code.booking:
        return when(code.booking)
    if code.starts and code.ends:
        return say_span(local_day(code.starts), local_day(code.ends - timedelta(minutes=1)), clock.today())
    return ""


def _names(sightings: Sequence[Sighting]) -> Mapping[str, str]:
    """The names of those who knew a code, by their key: those of the welcome, and those who come by another door."""
    keys = {one.holder.partition(":")[::2] for one in sightings}
    people = Person.objects.filter(pk__in=[key for kind, key in keys if kind == "person"])
    guests = Guest.objects.filter(pk__in=[key for kind, key in keys if kind == "guest"])
    named = named_at(list({one.booking_id for one in sightings if one.booking_id}))
    others = {one.key: one.name or one.address for found in named.values() for one in found}
    return {**others, **{f"person:{one.pk}": str(one) for one in people}, **{one.key: str(one) for one in guests}}


def codes_between(first: date, last: date) -> list[CodeLine]:
    """The living codes that open something between two days, both included, in the order of their time."""
    starts = timezone.make_aware(datetime.combine(first, time()))
    ends = timezone.make_aware(datetime.combine(last + timedelta(days=1), time()))
    touching = Q(booking=None, starts__lt=ends, ends__gt=starts) | Q(booking__starts__lt=ends, booking__ends__gt=starts)
    rows = AccessCode.objects.living().filter(touching).select_related("booking", "set_by")
    found = rows.annotate(known_by=Count("sightings")).order_by("opens", "pk")
    return sorted(map(_line, found), key=lambda line: (line.code.opens, _begins(line.code)))


def _begins(code: AccessCode) -> datetime:
    return code.booking.starts if code.booking else code.starts or code.created_at


def to_send(now: datetime) -> list[Booking]:
    """The bookings whose window is open now."""
    return [one for one in _around(now) if window_of(one).is_open(now)]


def _around(now: datetime) -> QuerySet[Booking]:
    """Those that a window under any charter could hold: the widest is that of the days around."""
    rule = bindings.house_rules(clock.today()).value.access.window
    first = now - timedelta(hours=rule.hidden_hours_after + 24)
    last = now + timedelta(days=(rule.shown_days_before or 0) + 1, hours=(rule.shown_hours_before or 0) + 24)
    near = Booking.objects.filter(state=BookingState.CONFIRMED, starts__lt=last, ends__gt=first)
    return near.select_related("booked_by").order_by("starts", "pk")


def lost_lines(actor: Actor, day: date) -> list[DeskLine]:
    """The living codes that somebody said to have lost, for the desk of who keeps the house (one query)."""
    del day
    if not policy.decide(actor, Permission.KEEP_CODES):
        return []
    rows = AccessCode.objects.living().filter(sightings__lost_at__isnull=False).select_related("booking")
    return [DeskLine(str(one), reverse("welcome:replace_code", args=[one.pk]), _span(one)) for one in rows.distinct()]


def codes_to_close(now: datetime) -> list[AccessCode]:
    """The codes whose time may be over: those that live, and those kept to be taken off a keypad."""
    period = Q(booking=None, ends__lte=now)
    booking = Q(booking__isnull=False) & (Q(booking__ends__lte=now) | ~Q(booking__state=BookingState.CONFIRMED))
    rows = AccessCode.objects.exclude(sealed="").filter(period | booking)
    return list(rows.select_related("booking").order_by("pk"))


def codes_to_forget() -> list[AccessCode]:
    """Those that were over for as long as a technical log is kept, and of which it is known still who knew them."""
    since = clock.now() - timedelta(days=bindings.retention(clock.today()).value.days("technical_log"))
    gone = AccessCode.objects.filter(Q(revoked_at__lt=since) | Q(closed_at__lt=since))
    return list(gone.filter(sightings__isnull=False).distinct())
