"""The day as its pages show it: who is expected, who came, what those who came say, what is told of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.http import Http404
from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.attendance.links import certificate_path, code_of, digest_of, feedback_path
from liamm.features.attendance.models import Arrival, Feedback, Headcount, Photo, Restitution, Spent
from liamm.features.attendance.policies import Permission, policy
from liamm.features.attendance.rules.marking import noted_until
from liamm.features.consents.models import Consent, ConsentQuerySet
from liamm.features.consents.queries import consents_about, showable
from liamm.features.events.actions import most_in, opens_at_the_door
from liamm.features.events.enums import Admission, RegistrationState
from liamm.features.events.models import Attendee, Event, EventSession, Registration
from liamm.features.events.policies import policy as event_policy
from liamm.kernel import clock
from liamm.kernel.access import Actor, load_visible, only
from liamm.kernel.stale import Texts, mark

PHOTO = "event-photo"
AGREED = "event-attendee"
FEW = 5
"""Below so many answers, nothing is shown of what people said: they might be recognised."""


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody on the list of the day."""

    key: UUID
    name: str
    organisation: str
    here: bool
    code: str


@dataclass(frozen=True, slots=True)
class DayPage:
    """One date, and all who are expected."""

    session: EventSession
    people: Sequence[Expected]

    @property
    def came(self) -> int:
        """How many are there."""
        return sum(one.here for one in self.people)


@dataclass(frozen=True, slots=True)
class DoorPage:
    """What the screen of the door shows: the list, who is counted beside it, and whether somebody may be added.

    `most` is how many people the rooms hold; who came is noted `until` a moment, and corrected after while people are
    `named`.
    """

    day: DayPage
    counted: int
    most: int | None
    opens: bool
    full: bool
    until: datetime
    named: bool

    @property
    def closed(self) -> bool:
        """Whether who came is noted no more."""
        return clock.now() > self.until

    @property
    def crowded(self) -> bool:
        """Whether more people are there than the rooms hold."""
        return self.most is not None and self.day.came + self.counted > self.most


@dataclass(frozen=True, slots=True)
class Heard:
    """What those who came say, in numbers and words; nothing while they are few."""

    answers: int
    useful: Sequence[int]
    kept: Sequence[str]
    missing: Sequence[str]

    @property
    def enough(self) -> bool:
        """Whether it may be shown."""
        return self.answers >= FEW


@dataclass(frozen=True, slots=True)
class PhotoShown:
    """A photo, whether it is shown to everybody, and who agrees to be on it (for those who prepare the event)."""

    photo: Photo
    shown: bool
    consents: Sequence[Consent]


@dataclass(frozen=True, slots=True)
class RestitutionPage:
    """What is told of an event."""

    event: Event
    text: str
    photos: Sequence[PhotoShown]
    heard: Heard
    came: int
    may_tell: bool
    agreed: Sequence[str]


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """What somebody said of photos: the `yes` that stands; else when they said no, if they said anything.

    `photos` of the event show them.
    """

    yes: Consent | None
    no_at: datetime | None
    photos: int


def expected(session: EventSession) -> QuerySet[Attendee]:
    """All who are on the list of one date, by name; where one does not register, those who came to it."""
    rows = registered_for(session)
    return rows.filter(arrivals__session=session) if session.event.admission == Admission.FREE else rows


def registered_for(session: EventSession) -> QuerySet[Attendee]:
    """All who are registered for one date."""
    for_it = Q(registration__seating__session=None) | Q(registration__seating__session=session)
    rows = Attendee.objects.filter(for_it, registration__event=session.event_id)
    return rows.filter(registration__state=RegistrationState.CONFIRMED).order_by("registration__name", "rank", "pk")


def named_on(session: EventSession) -> QuerySet[Attendee]:
    """All who are on the list of one date, of whom the names are not erased."""
    return registered_for(session).filter(registration__forgotten_at=None)


def arrivals_said(session: EventSession) -> Texts:
    """Who came to one date, in words, as somebody else may have said it."""
    rows = named_on(session).filter(arrivals__session=session, arrivals__here=True)
    names = sorted(one.name or one.registration.name for one in rows.select_related("registration"))
    return [(_("Qui est venu"), ", ".join(names)), *counted_said(counted_at(session))]


def came_to(event: Event) -> list[Attendee]:
    """Those who came to a date of an event at least, by the registration."""
    there = Arrival.objects.filter(session__event=event, here=True).values("attendee")
    rows = Attendee.objects.filter(pk__in=there, registration__forgotten_at=None)
    return list(rows.select_related("registration__host").order_by("registration_id", "rank"))


def load_session(actor: Actor, key: UUID) -> EventSession:
    """One date of an event that the actor may see.

    Raises Http404.
    """
    seen = event_policy.visible_to(actor, Event.objects.all())
    return only(EventSession.objects.filter(pk=key, event__in=seen).select_related("event__space", "booking"))


def load_event(actor: Actor, reference: str) -> Event:
    """One event that the actor may see.

    Raises Http404.
    """
    return load_visible(event_policy, actor, Event.objects.select_related("space"), reference=reference)


def day_page(session: EventSession) -> DayPage:
    """One date, and all who are expected (two queries)."""
    here = set(Arrival.objects.filter(session=session, here=True).values_list("attendee", flat=True))
    people = [_expected(one, here) for one in expected(session).select_related("registration__host")]
    return DayPage(session, _by_name(people))


def _expected(one: Attendee, here: Collection[UUID]) -> Expected:
    held = one.registration
    organisation = held.host.name if held.host else held.organisation
    return Expected(one.pk, one.name or held.name, organisation, one.pk in here, code_of(one))


def _by_name(people: Sequence[Expected]) -> list[Expected]:
    return sorted(people, key=lambda one: (one.name.casefold(), one.key))


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """All of one date who are named still, and the mark of what is noted of them."""

    session: EventSession
    people: Sequence[Expected]
    counted: int
    seen: str

    @property
    def here(self) -> list[str]:
        """The keys of those who came, as it is noted."""
        return [str(one.key) for one in self.people if one.here]


def correction_page(session: EventSession) -> CorrectionPage:
    """What may be put right of one date (five queries).

    Raises Http404 once nobody is named any more.
    """
    here = set(Arrival.objects.filter(session=session, here=True).values_list("attendee", flat=True))
    people = [_expected(one, here) for one in named_on(session).select_related("registration__host")]
    if not people:
        raise Http404
    return CorrectionPage(session, _by_name(people), counted_at(session), mark(arrivals_said(session)))


def door_page(session: EventSession) -> DoorPage:
    """What the screen of the door shows (a few queries, whatever the number of people)."""
    event, until = session.event, noted_until(session.ends)
    places = event.seatings.filter(Q(session=session) | Q(session=None)).first()
    return DoorPage(
        day=day_page(session),
        counted=counted_at(session),
        most=most_in(session),
        opens=opens_at_the_door(session) and clock.now() <= until,
        until=until,
        named=clock.now() > until and named_on(session).exists(),
        full=event.admission == Admission.SELECTION or (places is not None and places.left == 0),
    )


def counted_at(session: EventSession) -> int:
    """How many people are counted at one date, without their names."""
    return Headcount.objects.filter(session=session).values_list("people", flat=True).first() or 0


def counted_said(people: int) -> Texts:
    """What is counted, in words, as somebody else may have counted it."""
    return [(_("Personnes sans leur nom"), str(people))]


def there(session: EventSession) -> int:
    """How many people are there: those who are named, and those who are counted."""
    return Arrival.objects.filter(session=session, here=True).count() + counted_at(session)


def days_of(event: Event) -> list[DayPage]:
    """The dates of an event that have begun, each with those who came (two queries)."""
    begun = list(event.sessions.filter(off_at=None, starts__lte=clock.now()))
    rows = Arrival.objects.filter(session__in=begun, here=True).select_related("attendee__registration")
    came: dict[UUID, list[Expected]] = {one.pk: [] for one in begun}
    for one in rows.order_by("attendee__registration__name", "attendee__rank"):
        who = one.attendee
        came[one.session_id].append(Expected(who.pk, who.name or who.registration.name, "", here=True, code=""))
    return [DayPage(one, came[one.pk]) for one in begun]


def after_of(registration: Registration) -> dict[str, object]:
    """What is left of an event to who registered: of those who came, whether each has answered; what is told."""
    there = Arrival.objects.filter(attendee__registration=registration, here=True).values("attendee")
    people = list(registration.attendees.filter(pk__in=there))
    digests = {one.pk: digest_of(one) for one in people}
    spent = set(Spent.objects.filter(digest__in=digests.values()).values_list("digest", flat=True))
    return {
        "came": [
            (
                one.name or registration.name,
                certificate_path(one),
                "" if digests[one.pk] in spent else feedback_path(one),
            )
            for one in people
        ],
        "told": Restitution.objects.filter(event=registration.event_id).exists(),
    }


def heard(event: Event) -> Heard:
    """What those who came say (one query, two when they are enough)."""
    counted = Feedback.objects.filter(event=event).aggregate(
        all=Count("pk"), **{f"u{level}": Count("pk", filter=Q(useful=level)) for level in range(4)}
    )
    useful = [counted[f"u{level}"] for level in range(4)]
    if counted["all"] < FEW:
        return Heard(counted["all"], (), (), ())
    words = list(Feedback.objects.filter(event=event).order_by("kept", "missing").values_list("kept", "missing"))
    return Heard(
        counted["all"],
        useful,
        [kept for kept, _missing in words if kept],
        [missing for _kept, missing in words if missing],
    )


def restitution_page(actor: Actor, event: Event) -> RestitutionPage:
    """What is told of an event: photos are those that all who are on them let us show."""
    may_tell = bool(policy.decide(actor, Permission.TELL, event))
    photos = list(Photo.objects.filter(event=event))
    ids = [one.pk for one in photos]
    agreed = showable(PHOTO, ids)
    consents = consents_about(PHOTO, ids) if may_tell else {}
    told = Restitution.objects.filter(event=event).first()
    shown = [PhotoShown(one, one.nobody or one.pk in agreed, consents.get(one.pk, ())) for one in photos]
    return RestitutionPage(
        event=event,
        text=told.text if told else "",
        photos=[one for one in shown if one.shown or may_tell],
        heard=heard(event),
        came=_came(event),
        may_tell=may_tell,
        agreed=sorted(one.name for one in _agreements(event).standing()) if may_tell else [],
    )


def _came(event: Event) -> int:
    """How many came: each who is named once, and all who were counted."""
    named = Arrival.objects.filter(session__event=event, here=True).values("attendee").distinct().count()
    counted = Headcount.objects.filter(session__event=event).aggregate(all=Sum("people"))["all"]
    return named + (counted or 0)


def _agreements(event: Event) -> ConsentQuerySet:
    """What those who registered said of photos."""
    people = Attendee.objects.filter(registration__event=event).values("pk")
    return Consent.objects.about(AGREED).filter(thing_id__in=people)


def refusing(event: Event) -> set[str]:
    """The names of those who said no to photos, or took their yes back."""
    yes = set(_agreements(event).standing().values_list("thing_id", flat=True))
    no = _agreements(event).exclude(withdrawn_at=None).exclude(thing_id__in=yes)
    return {name.casefold() for name in no.values_list("name", flat=True)}


def agreement_of(attendee: Attendee) -> Consent | None:
    """What somebody last said of photos: none when they said nothing, which is a no."""
    return Consent.objects.about(AGREED).filter(thing_id=attendee.pk).first()


def shown_with(attendee: Attendee) -> list[Consent]:
    """Their consents to photos of the event that stand, the latest first."""
    return [one for one in _noted_of(attendee) if one.stands]


def _noted_of(attendee: Attendee) -> list[Consent]:
    """Their consents to photos of the event, found by their name and their address, the latest first."""
    registration = attendee.registration
    photos = Photo.objects.filter(event=registration.event_id).values("pk")
    mine = Consent.objects.about(PHOTO).filter(thing_id__in=photos, mail__in=["", registration.mail])
    return list(mine.filter(name__iexact=attendee.name or registration.name))


def agreement_page(attendee: Attendee) -> AgreementPage:
    """What the ledger says of somebody and the photos of one event (four queries)."""
    said, noted = agreement_of(attendee), _noted_of(attendee)
    standing = [one for one in [*([said] if said else []), *noted] if one.stands]
    gone = [one.withdrawn_at for one in [*([said] if said else []), *noted] if one.withdrawn_at]
    shown = showable(PHOTO, [one.thing_id for one in standing if one.thing_kind == PHOTO])
    return AgreementPage(standing[0] if standing else None, max(gone, default=None), len(shown))


def photo_for(actor: Actor, key: UUID) -> Photo:
    """A photo that may be shown to the actor.

    Raises Http404 once somebody on it took their consent back, but for those who prepare the event.
    """
    seen = event_policy.visible_to(actor, Event.objects.all())
    photo = only(Photo.objects.filter(pk=key, event__in=seen).select_related("event__space"))
    may_see = photo.nobody or photo.pk in showable(PHOTO, [key]) or policy.decide(actor, Permission.TELL, photo.event)
    return only([photo] if may_see else [])


def exported(person: Person) -> list[dict[str, object]]:
    """To which dates a person came, handed over to them."""
    rows = Arrival.objects.filter(attendee__registration__person=person).select_related("session__event")
    return [
        {"event": one.session.event.reference, "starts": one.session.starts.isoformat(), "here": one.here}
        for one in rows.order_by("session__starts")
    ]
