"""What events give to the whole: found, shown on le fil, dated in the agenda, booked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liamm.features.accounts.models import Person
from liamm.features.booking.queries import known_on
from liamm.features.charter import bindings
from liamm.features.charter.enums import ProposalKind
from liamm.features.events.enums import Admission
from liamm.features.events.models import Event, EventSession, Registration
from liamm.features.events.planning import EVENT
from liamm.features.events.policies import policy, prepares
from liamm.features.events.programme import entry_of
from liamm.features.events.queries import expected_registered
from liamm.features.events.saying import DateSaid, said
from liamm.features.spaces.queries import keys_of
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.extension import (
    MOST_OFFERED,
    BookingPurpose,
    CalendarEntry,
    CalendarSource,
    ExpectedSource,
    PersonalData,
    Purpose,
    SearchSource,
    SearchText,
    ThreadSource,
    ThreadStep,
)
from liamm.kernel.prepared import prepared
from liamm.ui.times import say_short_day

_MOST = 200


def _texts(ids: Sequence[UUID]) -> Mapping[UUID, SearchText]:
    """Those that will be, or were: never the link for those who come, nor any name but that of who speaks there."""
    return {
        one.pk: SearchText(
            title=one.title,
            body="\n".join([one.reference, one.summary, one.description, *one.speakers, *_kind_words(one)]),
            url=one.get_absolute_url(),
            audience=keys_of(one),
            at=one.opened_at or one.created_at,
        )
        for one in Event.objects.standing().filter(pk__in=ids)
    }


def _kind_words(event: Event) -> list[str]:
    """What sort of event it is, what one does there, and how one comes: in the words in which it is looked for."""
    kind = bindings.event_kinds(event.charter_version).value.of(event.kind)
    come = {Admission.FREE: [], Admission.SELECTION: [_("candidature, candidater")]}
    words = come.get(Admission(event.admission), [_("inscription, s’inscrire")])
    return [*([kind.name, *kind.parts] if kind else []), *(str(one) for one in words)]


def _all_ids() -> Iterable[UUID]:
    return Event.objects.values_list("pk", flat=True)


def _steps(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, ThreadStep]:
    seen = policy.visible_to(actor, Event.objects.filter(pk__in=list(ids)))
    return {one.pk: _step(one) for one in seen.annotate(first=Min("sessions__starts"))}


def _step(event: Event) -> ThreadStep:
    first: datetime | None = event.first  # type: ignore[attr-defined]  # annotated
    when = say_short_day(first) if first else ""
    line = f"{when} · {event.get_state_display()}" if when else str(event.get_state_display())
    return ThreadStep(
        title=event.title,
        line=line,
        url=event.get_absolute_url(),
        at=first,
        done=event.state == "held",
        lang=event.language,
    )


def _entries(actor: Actor, first: date, last: date) -> Sequence[CalendarEntry]:
    """The dates that touch the days between two, both included, each with its place."""
    start = timezone.make_aware(datetime.combine(first, time.min))
    end = timezone.make_aware(datetime.combine(last + timedelta(days=1), time.min))
    return [_entry(actor, one) for one in said(_dated(actor, start, end), known_on())]


@prepared
def _dated(actor: Actor, start: datetime, end: datetime) -> QuerySet[EventSession]:
    shown = policy.visible_to(actor, Event.objects.standing())
    rows = EventSession.objects.filter(event__in=shown, off_at=None, starts__lt=end, ends__gt=start)
    return rows.select_related("event").annotate(concerned=_comes(actor))


def _comes(actor: Actor) -> Exists | Value:
    """Whether the actor registered for this date, or for all dates of its event."""
    if not isinstance(actor, Person):
        return Value(value=False)
    seating = Q(seating__session=OuterRef("pk")) | Q(seating__session=None)
    return Exists(Registration.objects.living().filter(seating, event=OuterRef("event"), person=actor))


def _entry(actor: Actor, date: DateSaid) -> CalendarEntry:
    """One date, with the identifier that it has in the programme."""
    known, event = entry_of(date, date.session.event), date.session.event
    return CalendarEntry(
        key=f"event-date:{date.session.pk}",
        title=known.title,
        starts=date.starts,
        ends=date.ends,
        url=event.get_absolute_url(),
        place=date.place,
        changed=known.changed,
        sequence=known.sequence,
        mine=actor.pk is not None and (event.organiser_id == actor.pk or date.session.concerned),  # type: ignore[attr-defined]  # annotated
        rooms=tuple(date.session.rooms),
        space=event.space_id,
        instead_of=f"booking:{date.session.booking_id}" if date.session.booking_id else "",
    )


def _offered(actor: Actor, ids: Sequence[UUID] | None) -> Sequence[Purpose]:
    """Those that one prepares and that may still change."""
    rows = policy.visible_to(actor, Event.objects.exclude(state__in=["held", "cancelled"]))
    asked = rows if ids is None else rows.filter(pk__in=ids)
    mine = [_purpose(one) for one in asked.order_by("-created_at", "pk")[:_MOST] if prepares(actor, one)]
    return mine[:MOST_OFFERED]


def _shown(actor: Actor, ids: Sequence[UUID]) -> Mapping[UUID, Purpose]:
    return {one.pk: _purpose(one) for one in policy.visible_to(actor, Event.objects.filter(pk__in=ids))}


def _functions(ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """What the house puts at the disposal of all."""
    found = bindings.functions(clock.today()).value.answering(ProposalKind.RESOURCE)
    return dict.fromkeys(ids, found.key) if found else {}


def _purpose(event: Event) -> Purpose:
    return Purpose(event.pk, event.title, event.get_absolute_url())


def _export(person: Person) -> Mapping[str, object]:
    return {
        "registrations": [
            {
                "reference": one.reference,
                "event": one.event.reference,
                "title": one.event.title,
                "state": one.state,
                "name": one.name,
                "mail": one.mail,
                "seats": one.seats,
                "names": [who.name for who in one.attendees.all()],
                "organisation": one.organisation,
                "access_need": one.access_need,
                "answers": one.answers,
                "at": one.created_at.isoformat(),
            }
            for one in Registration.objects.filter(person=person, person__isnull=False)
            .select_related("event")
            .prefetch_related("attendees")
            .order_by("created_at")
        ],
        "events_organised": list(Event.objects.filter(organiser=person).values_list("reference", flat=True)),
    }


def _forget(person: Person) -> None:
    """What is registered keeps its places and says nobody any more."""
    mine = Registration.objects.filter(person=person, person__isnull=False)
    for one in mine:
        one.attendees.update(name="")
    mine.update(person=None, name="", mail="", organisation="", access_need="", answers={}, forgotten_at=clock.now())
    Event.objects.filter(organiser=person).update(organiser=None)


search = (SearchSource(EVENT, _("Événement"), _texts, _all_ids),)
thread = (ThreadSource(EVENT, _("Événement"), _("événements"), 78, _steps),)
calendar = (CalendarSource(EVENT, _("Événements"), _("Événement"), _entries),)
purposes = (BookingPurpose(EVENT, _("Événement"), "public-innovation", _offered, _shown, _functions),)
expected = (ExpectedSource("registration", expected_registered),)
persons = (PersonalData(_("Événements et inscriptions"), _export, _forget),)
