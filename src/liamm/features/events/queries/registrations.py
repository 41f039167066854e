"""Registrations as their pages show them: one to who made it, all of them to who prepares the event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from liamm.features.booking.models import Booking
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.house import HouseRule
from liamm.features.events.enums import Admission, EventState, RegistrationState
from liamm.features.events.models import Attendee, Event, Material, Question, Registration, Seating
from liamm.features.events.policies import Permission, policy
from liamm.features.events.queries.events import Places, load_event, places_of
from liamm.features.events.refusing import why_shut
from liamm.features.events.rules.terms import Phase, phase_of
from liamm.features.events.saying import DateSaid, answers_said, dates_for, dates_of, phase_now
from liamm.features.welcome.queries import WayIn, way_in
from liamm.kernel import clock
from liamm.kernel.access import Actor, Refused, only
from liamm.kernel.prepared import give, prepared

_MOST_FOUND = 5


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """What one reads before registering: for which dates, whether places are left, the rules, how long what is kept."""

    event: Event
    places: Places
    dates: Sequence[DateSaid]
    rules: Sequence[HouseRule]
    kept: str
    needs_kept: str


@dataclass(frozen=True, slots=True)
class RegistrationPage:
    """One registration, to who made it; nothing in it is about others who come."""

    registration: Registration
    dates: Sequence[DateSaid]
    attendees: Sequence[Attendee]
    answers: Sequence[tuple[str, str]]
    materials: Sequence[Material]
    remote_link: str
    may_change: bool
    may_take: bool
    over: bool
    shut: bool
    ways_in: Sequence[tuple[DateSaid, WayIn]]


@dataclass(frozen=True, slots=True)
class RegisteredPage:
    """All who registered, in the order in which they did."""

    event: Event
    questions: Sequence[Question]
    rows: Sequence[Registration]
    come: int
    wait: int
    dates: dict[UUID, DateSaid]

    @property
    def over(self) -> bool:
        """Whether all its dates are."""
        return self.event.state == EventState.HELD or all(one.ends <= clock.now() for one in self.dates.values())


def needs_kept() -> str:
    """How long what people need in order to come is kept after, in words."""
    return bindings.retention(clock.today()).value.of("access_need").said


def register_page(actor: Actor, reference: str, seating: UUID | None) -> RegisterPage:
    """What one registers for: the whole of an event, or one of its dates.

    Raises Http404.
    """
    event = load_event(actor, reference)
    give([event], "questions", _questions(event), "event_id")
    found = only(_seating(event, seating) if seating else _whole(event))
    found.event = event
    dates = dates_of(event, found.session_id)
    if event.admission == Admission.FREE or not dates:
        raise Http404
    today = clock.today()
    return RegisterPage(
        event=event,
        places=places_of(event, found, dates[0] if found.session_id else None, dates),
        dates=dates,
        rules=bindings.house_rules(today).value.rules,
        kept=bindings.retention(today).value.of("registration").said,
        needs_kept=needs_kept(),
    )


@prepared
def _questions(event: Event) -> QuerySet[Question]:
    return Question.objects.filter(event=event)


@prepared
def _whole(event: Event) -> QuerySet[Seating]:
    return Seating.objects.filter(event=event, session=None)


@prepared
def _seating(event: Event, seating: UUID) -> QuerySet[Seating]:
    return Seating.objects.filter(event=event, pk=seating)


def is_over(registration: Registration) -> bool:
    """Whether all that somebody registered for is over."""
    return phase_now(registration) == Phase.OVER


def registration_page(actor: Actor, registration: Registration) -> RegistrationPage:
    """One registration with all that whoever comes must know."""
    event, state = registration.event, registration.state
    comes = state == RegistrationState.CONFIRMED
    dates = dates_for(registration)
    phase = phase_of(((one.starts, one.ends) for one in dates), clock.now())
    lives = registration.is_living and phase != Phase.OVER
    may_change = lives and bool(policy.decide(actor, Permission.CHANGE_REGISTRATION, registration))
    return RegistrationPage(
        registration=registration,
        dates=dates,
        attendees=list(registration.attendees.all()),
        answers=answers_said(registration),
        materials=materials_for(registration),
        remote_link=event.remote_link if comes else "",
        may_change=may_change,
        may_take=registration.is_offered and phase == Phase.AHEAD,
        over=phase == Phase.OVER,
        shut=bool(why_shut(event, phase, is_open=registration.seating.is_open)),
        ways_in=_ways_in(registration, dates) if comes else [],
    )


def _ways_in(registration: Registration, dates: Sequence[DateSaid]) -> list[tuple[DateSaid, WayIn]]:
    """How one gets in for the dates that are held in the house and not over (one query)."""
    held = {one.session.booking_id: one for one in dates if one.session.booking_id}
    rows = Booking.objects.filter(pk__in=held).order_by("starts") if held else ()
    found = [(held[one.pk], way_in(one, registration.pk)) for one in rows]
    return [(date, way) for date, way in found if way]


def materials_for(registration: Registration) -> list[Material]:
    """What is handed out to somebody: all of it to who comes, what is for everybody to the others."""
    given = registration.event.materials.all()
    return list(given if registration.state == RegistrationState.CONFIRMED else given.filter(for_all=True))


def registrations_by(mail: str, event: str = "") -> list[Registration]:
    """Those made with an address and not forgotten, the latest first: of one event, or of the latest few."""
    found = Registration.objects.filter(mail=mail.strip().lower(), forgotten_at=None)
    if event:
        found = found.filter(event__reference=event)
    return list(found.select_related("event", "seating__session").order_by("-created_at")[:_MOST_FOUND])


def registered_page(actor: Actor, reference: str) -> RegisteredPage:
    """All who registered, for who prepares the event (five queries, who came apart).

    Raises Http404 where there is no such event, Refused for who may not read it.
    """
    event = load_event(actor, reference)
    decision = policy.decide(actor, Permission.READ_REGISTERED, event)
    if not decision:
        raise Refused(decision)
    rows = list(
        event.registrations.select_related("host", "seating").prefetch_related("attendees").order_by("created_at", "pk")
    )
    come = sum(one.seats for one in rows if one.state == RegistrationState.CONFIRMED)
    wait = sum(one.seats for one in rows if one.is_living) - come
    dates = {one.session.pk: one for one in dates_of(event)}
    return RegisteredPage(event, list(event.questions.all()), rows, come, wait, dates)
