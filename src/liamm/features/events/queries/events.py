"""Events as their pages and lists show them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from liamm.features.accounts.models import Person
from liamm.features.booking.queries import known_on
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.learning import EventKind
from liamm.features.events.enums import Admission, EventState, RegistrationState
from liamm.features.events.links import own_path
from liamm.features.events.models import Call, Event, EventSession, Material, Question, Registration, Seating
from liamm.features.events.planning import EVENT
from liamm.features.events.policies import Permission, policy
from liamm.features.events.refusing import places_given, promised_until, why_shut
from liamm.features.events.rules.seating import is_few
from liamm.features.events.rules.terms import Phase, phase_of
from liamm.features.events.saying import DateSaid, phase_for, said
from liamm.features.spaces.models import Space
from liamm.features.spaces.queries import circles, keeps
from liamm.kernel import clock
from liamm.kernel.access import Actor, only
from liamm.kernel.prepared import prepared
from liamm.kernel.thread.chain import Node, Stage, stages

_MOST_PAST = 60
_MOST_ALIKE = 3


@dataclass(frozen=True, slots=True)
class Places:
    """The places of an event, or of one date: in words that tell nobody how many came, and why none may be taken."""

    seating: Seating
    date: DateSaid | None
    words: str
    shut: str

    @property
    def may_register(self) -> bool:
        """Whether one may register, or wait for a place."""
        return not self.shut


@dataclass(frozen=True, slots=True)
class Own:
    """A registration of who reads the page, and the path of its page."""

    registration: Registration
    path: str


@dataclass(frozen=True, slots=True)
class EventPage:
    """One event: what it is, when, where, how one comes, and what who prepares it may do."""

    event: Event
    kind: EventKind | None
    dates: Sequence[DateSaid]
    places: Sequence[Places]
    materials: Sequence[Material]
    questions: Sequence[Question]
    own: Sequence[Own]
    remote_link: str
    may_prepare: bool
    thread: Sequence[Stage]
    registered: str
    over: bool
    given: bool
    alike: Sequence[EventLine]

    @property
    def promised(self) -> bool:
        """Whether one may apply until a day that was announced to all: it does not close before."""
        return promised_until(self.event) is not None


@dataclass(frozen=True, slots=True)
class EventLine:
    """An event in a list: its kind, its next date (the last one when it is past), its state in a word or two."""

    event: Event
    kind: str
    when: DateSaid | None
    more: int
    words: str


def load_event(actor: Actor, reference: str) -> Event:
    """One event that the actor may see.

    Raises Http404.
    """
    return only(_event(actor, reference))


@prepared
def _event(actor: Actor, reference: str) -> QuerySet[Event]:
    seen = policy.visible_to(actor, Event.objects.filter(reference=reference))
    return seen.select_related("organiser", "space", "call")


def planning_spaces(actor: Actor) -> list[Space]:
    """The circles in which the actor prepares events: the lab first, for its team."""
    kept = [space for space in circles(actor) if keeps(actor, space)]
    mine = Q(pk__in=kept)
    if isinstance(actor, Person) and actor.on_team:
        mine |= Q(kind="lab")
    found = Space.objects.open().filter(mine)
    return sorted(found, key=lambda one: (one.kind != "lab", one.name))


def sent_as(actor: Actor, submission: str) -> Event | None:
    """What the same sending of the form made a moment before."""
    mine = Event.objects.filter(organiser=actor) if isinstance(actor, Person) else Event.objects.none()
    return mine.filter(submission=submission).first()


def event_page(actor: Actor, reference: str) -> EventPage:
    """One event as the actor may see it.

    Raises Http404.
    """
    event = load_event(actor, reference)
    prepares = bool(policy.decide(actor, Permission.PREPARE, event))
    dates = said(event.sessions.all())
    own = _own(actor, event)
    comes = prepares or any(one.registration.state == RegistrationState.CONFIRMED for one in own)
    over = phase_of(((one.starts, one.ends) for one in dates if not one.off), clock.now()) == Phase.OVER
    materials = event.materials.all() if comes else event.materials.filter(for_all=True)
    return EventPage(
        event=event,
        kind=bindings.event_kinds(event.charter_version).value.of(event.kind),
        dates=dates,
        places=_places(event, dates),
        materials=list(materials),
        questions=list(event.questions.all()) if prepares else [],
        own=own,
        remote_link=event.remote_link if comes else "",
        may_prepare=prepares,
        thread=stages(actor, Node(EVENT, event.pk)),
        registered=_registered(event) if prepares else "",
        over=over,
        given=prepares and places_given(event),
        alike=alike(actor, event.kind) if over else [],
    )


def _own(actor: Actor, event: Event) -> list[Own]:
    if not isinstance(actor, Person):
        return []
    mine = Registration.objects.living().filter(person=actor, event=event).order_by("created_at")
    return [Own(one, own_path(one)) for one in mine]


def _registered(event: Event) -> str:
    """How many come and wait, for who prepares it."""
    rows = list(event.registrations.living().values_list("state", "seats"))
    come = sum(seats for state, seats in rows if state == RegistrationState.CONFIRMED)
    offered = sum(seats for state, seats in rows if state == RegistrationState.OFFERED)
    wait = sum(seats for _state, seats in rows) - come - offered
    parts = [ngettext("%(n)d personne inscrite", "%(n)d personnes inscrites", come) % {"n": come}]
    if offered:
        parts.append(ngettext("%(n)d place proposée", "%(n)d places proposées", offered) % {"n": offered})
    if wait:
        parts.append(_("%(n)d en attente") % {"n": wait})
    return ", ".join(parts)


def _places(event: Event, dates: Sequence[DateSaid]) -> list[Places]:
    if event.admission == Admission.FREE:
        return []
    by_session = {one.session.pk: one for one in dates}
    rows = [(one, by_session.get(one.session_id) if one.session_id else None) for one in event.seatings.all()]
    rows = [(one, date) for one, date in rows if date is None or not date.off]
    rows.sort(key=lambda row: (row[1] is not None, row[1].starts if row[1] else clock.now()))
    return [places_of(event, seating, date, dates) for seating, date in rows]


def places_of(event: Event, seating: Seating, date: DateSaid | None, dates: Sequence[DateSaid]) -> Places:
    """The places left, in words; `dates` are those of the event that are known."""
    phase = phase_for(seating, (one.session for one in dates))
    shut = why_shut(event, phase, is_open=seating.is_open)
    return Places(seating, date, "" if shut else left_words(event, seating.left), shut)


def left_words(event: Event, left: int | None) -> str:
    """Whether places are left: never how many, so that nobody learns who came by counting."""
    if event.admission == Admission.SELECTION:
        return _("Les places sont données après la date limite, avec leurs raisons.")
    if left is None:
        return _("On s’inscrit, il y a de la place pour tout le monde.")
    if left == 0:
        return _("Complet pour l’instant : on s’inscrit en liste d’attente, et la première place libre est proposée.")
    return _("Il reste peu de places.") if is_few(left) else _("Il reste des places.")


def coming_events(actor: Actor) -> list[EventLine]:
    """Those that are to come, the nearest first; who prepares some sees them before they are announced."""
    now = clock.now()
    ahead = Q(sessions__off_at=None, sessions__ends__gt=now)
    rows = _listed(actor).filter(ahead).annotate(next=Min("sessions__starts", filter=ahead))
    return _lines(rows.order_by("next", "pk"), last=False)


def alike(actor: Actor, kind: str) -> list[EventLine]:
    """The next events of one kind, for who comes too late to one."""
    return [one for one in coming_events(actor) if one.event.kind == kind and one.event.is_shown][:_MOST_ALIKE]


def past_events(actor: Actor, *, most: int = _MOST_PAST) -> list[EventLine]:
    """Those that were, the latest first."""
    ahead = EventSession.objects.filter(event=OuterRef("pk"), off_at=None, ends__gt=clock.now())
    rows = _listed(actor).filter(~Exists(ahead)).annotate(last=Max("sessions__starts"))
    return _lines(rows.order_by("-last", "pk")[:most], last=True)


def events_of(actor: Actor, call: Call) -> list[EventLine]:
    """The programme of a call, in the order of time, what is past included."""
    rows = _listed(actor).filter(call=call).annotate(next=Min("sessions__starts"))
    return _lines(rows.order_by("next", "pk"), last=False, all_dates=True)


def _listed(actor: Actor) -> QuerySet[Event]:
    return policy.visible_to(actor, Event.objects.all()).prefetch_related(
        Prefetch("sessions", EventSession.objects.filter(off_at=None)), "seatings"
    )


def _lines(rows: QuerySet[Event, Any], *, last: bool, all_dates: bool = False) -> list[EventLine]:
    known, kinds, now = known_on(), bindings.event_kinds(clock.today()).value, clock.now()
    found = []
    for event in rows:
        dates = said(event.sessions.all(), known)
        ahead = dates if last or all_dates else [one for one in dates if one.ends > now]
        shown = (ahead[-1] if last else ahead[0]) if ahead else None
        kind = kinds.of(event.kind)
        words = _past_words(event) if last else _state_words(event)
        found.append(EventLine(event, kind.name if kind else event.kind, shown, max(0, len(ahead) - 1), words))
    return found


def _past_words(event: Event) -> str:
    """What was called off is not told as if it had been."""
    return str(event.get_state_display()) if event.state == EventState.CANCELLED else ""


def _state_words(event: Event) -> str:
    sessions = event.sessions.all()
    shut = {one: why_shut(event, phase_for(one, sessions), is_open=one.is_open) for one in event.seatings.all()}
    open_to = [one for one, why in shut.items() if not why]
    if event.state != EventState.OPEN:
        return str(event.get_state_display())
    if phase_of(((one.starts, one.ends) for one in sessions), clock.now()) == Phase.OVER:
        return str(EventState.HELD.label)
    if event.admission == Admission.FREE:
        return _("entrée libre")
    if event.admission == Admission.SELECTION:
        return _("sur candidature") if open_to else _("candidatures closes")
    if not open_to:
        return _("inscriptions closes")
    return _("complet, liste d’attente") if all(one.left == 0 for one in open_to) else _("on s’inscrit")


def session_of(event: Event, pk: UUID) -> EventSession:
    """One date of an event.

    Raises Http404.
    """
    return only(event.sessions.filter(pk=pk).select_related("event", "booking"))


def seating_of(event: Event, pk: UUID) -> Seating:
    """The places of an event, or of one of its dates.

    Raises Http404.
    """
    return only(event.seatings.filter(pk=pk).select_related("event"))
