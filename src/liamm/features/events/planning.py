"""What is said of an event and of its dates, and whether the charter lets it be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from liamm.features.booking import actions as rooms
from liamm.features.booking.models import Booking
from liamm.features.charter import bindings
from liamm.features.charter.bindings.shapes.learning import EventKind
from liamm.features.events.enums import Admission, Taken
from liamm.features.events.models import Event, EventSession, Seating
from liamm.features.projects.models import Project
from liamm.features.spaces.enums import Audience
from liamm.features.spaces.models import Space
from liamm.kernel import clock
from liamm.kernel.access import Actor
from liamm.kernel.actions import DomainError
from liamm.kernel.thread.chain import Node, tie
from liamm.ui.dates import say_day
from liamm.ui.times import local_day
from liamm.ui.tongues import in_french

EVENT, PROJECT = "event", "project"
HELD_IN = "gathered_in"
"""The link from an event to its rooms: that of all rooms to what they are booked for."""

_PEOPLE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionDraft:
    """One date: in `rooms` of the house, booked with it for `people`, or in another `place`."""

    starts: datetime
    ends: datetime
    rooms: tuple[int, ...] = ()
    layout: str = ""
    place: str = ""
    people: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """What is said of an event, its dates and places apart."""

    kind: str
    title: str
    summary: str = ""
    description: str = ""
    language: str = "fr"
    audience: Audience = Audience.PUBLIC
    speakers: Sequence[str] = ()
    admission: Admission = Admission.FIRST_COME
    attends: Taken = Taken.WHOLE
    most_together: int = 1
    closes_at: datetime | None = None
    remote_link: str = ""
    contact_name: str = ""
    contact_mail: str = ""
    parity: bool = False
    convention: str = ""
    partners_receive: str = ""
    reciprocity: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDraft:
    """An event as it is prepared: its circle (the lab when none is said), its words, its dates, its places."""

    words: EventWords
    sessions: Sequence[SessionDraft]
    space: Space | None = None
    capacity: int | None = None
    submission: str | None = None
    came_of: Sequence[Node] = ()


def kind_of(key: str, version: bindings.When) -> EventKind | None:
    """A kind of events, as a version of the charter says it."""
    return bindings.event_kinds(version).value.of(key)


def refuse_words(words: EventWords, version: bindings.When) -> None:
    """Stop what the charter does not hold, or does not hold so.

    Raises DomainError.
    """
    known = bindings.event_kinds(version)
    kind = known.value.of(words.kind)
    if kind is None:
        raise DomainError(_("La maison n’a pas cette sorte d’événement."), citation=known.cite(), field="kind")
    if not words.title.strip():
        raise DomainError(_("Donnez un titre : c’est ce que l’on lira d’abord."), field="title")
    if kind.parity_required and not words.parity:
        training = bindings.training(version)
        raise DomainError(
            _("« %(kind)s » s’ouvre à parité aux administrations partenaires.") % {"kind": in_french(kind.name)},
            citation=known.cite(kind),
            nearest=_("Ouvrez-la à parité, ou prévoyez une formation de la maison.")
            if training.value.parity
            else _("Ouvrez-la à parité."),
            field="parity",
        )
    _refuse_together(words, version)


def _refuse_together(words: EventWords, version: bindings.When) -> None:
    usual = bindings.event_kinds(version).value.registering
    if words.most_together > usual.most_together:
        raise DomainError(
            _("On inscrit au plus %(most)d personnes à la fois.") % {"most": usual.most_together},
            citation=bindings.event_kinds(version).cite(usual),
            field="most_together",
        )


def refuse_dates(sessions: Sequence[SessionDraft]) -> None:
    """Stop dates that are behind us, end before they begin, or are nowhere.

    Raises DomainError.
    """
    if not sessions:
        raise DomainError(_("Donnez au moins une date."), field="day")
    for one in sessions:
        if one.ends <= one.starts:
            raise DomainError(_("La fin vient avant le début."), field="ends")
        if one.starts <= clock.now():
            raise DomainError(_("Ce moment est passé."), field="day")
        if one.rooms and one.place.strip():
            raise DomainError(
                _("C’est dans la maison ou ailleurs, pas les deux."),
                nearest=_("Gardez les salles, ou le lieu."),
                field="place",
            )


def refuse_closing(event: Event) -> None:
    """Stop a last day that comes too late: places are given before the first date, and one registers until it begins.

    Raises DomainError.
    """
    starts = list(event.sessions.filter(off_at=None).order_by("starts").values_list("starts", flat=True))
    if event.closes_at is None or not starts:
        return
    closes, first = event.closes_at, local_day(starts[0])
    applying = event.admission == Admission.SELECTION
    last = first - timedelta(days=1) if applying else first if event.attends == Taken.WHOLE else local_day(starts[-1])
    if closes < starts[0] if applying else local_day(closes) <= last:
        return
    said = (
        _(
            "Le dernier jour pour candidater vient avant la première date, le %(day)s : "
            "les places se donnent entre-temps."
        )
        if applying
        else _("On s’inscrit jusqu’au début : le dernier jour ne vient pas après le %(day)s.")
    )
    raise DomainError(
        said % {"day": say_day(first if applying else last, clock.today())},
        nearest=_("Choisissez au plus tard le %(day)s, ou déplacez la date.") % {"day": say_day(last, clock.today())},
        field="closes_on",
        link=(_("Changer ce qui est dit"), reverse("events:change", args=[event.reference])),
    )


def refuse_endless(event: Event) -> None:
    """Stop a training to which one would apply without knowing until when: places are given after the last day.

    Raises DomainError.
    """
    refuse_closing(event)
    if event.admission == Admission.SELECTION and (event.closes_at is None or event.closes_at <= clock.now()):
        raise DomainError(
            _("On candidate jusqu’à un jour connu de tous : les places sont données après.")
            if event.closes_at is None
            else _("Le dernier jour pour candidater est passé."),
            nearest=_("Dites le dernier jour dans « Changer ce qui est dit », puis annoncez."),
            field="closes_on",
            link=(_("Changer ce qui est dit"), reverse("events:change", args=[event.reference])),
        )


def write_words(event: Event, words: EventWords) -> None:
    """Say what is said; nothing is saved yet."""
    event.kind, event.title, event.summary = words.kind, words.title.strip(), words.summary.strip()
    event.description, event.language, event.audience = words.description.strip(), words.language, words.audience
    event.speakers = [line.strip() for line in words.speakers if line.strip()]
    event.admission, event.attends, event.most_together = words.admission, words.attends, words.most_together
    event.closes_at, event.remote_link = words.closes_at, words.remote_link
    event.contact_name, event.contact_mail = words.contact_name.strip(), words.contact_mail.strip()
    event.parity, event.convention = words.parity, words.convention.strip()
    event.partners_receive, event.reciprocity = words.partners_receive.strip(), words.reciprocity.strip()


def write_session(actor: Actor, event: Event, draft: SessionDraft) -> EventSession:
    """Write one date, its rooms booked with it or nothing at all.

    Raises BookingRefusedError as `book_rooms` does.
    """
    booking = book_for(actor, event, draft) if draft.rooms else None
    return EventSession.objects.create(
        event=event,
        starts=draft.starts,
        ends=draft.ends,
        place=draft.place.strip(),
        booking=booking,
        rooms=sorted(draft.rooms),
    )


def book_for(actor: Actor, event: Event, draft: SessionDraft) -> Booking:
    """Book rooms for one date of an event; le fil leads from the event to them, whatever they are booked for."""
    booking = rooms.book_rooms(actor, draft=booking_draft(event, draft))
    tie(Node(EVENT, event.pk), HELD_IN, Node("booking", booking.pk))
    return booking


def booking_draft(event: Event, draft: SessionDraft) -> rooms.BookingDraft:
    """The rooms of one date, as they are asked for: for the use that the charter says of this kind."""
    kind = kind_of(event.kind, event.charter_version)
    uses = bindings.uses(event.charter_version).value.accepted
    return rooms.BookingDraft(
        use=kind.held.use if kind and kind.held else uses[0].key,
        title=event.title,
        rooms=draft.rooms,
        people=draft.people or _PEOPLE,
        layout=draft.layout,
        starts=draft.starts,
        ends=draft.ends,
        purpose=_purpose_of(event),
        rules_accepted=True,
    )


def _purpose_of(event: Event) -> tuple[str, UUID]:
    """For what its rooms are booked: an event of the circle of a project has the priority of the project."""
    project = project_of(event.space_id)
    return (PROJECT, project.pk) if project else (EVENT, event.pk)


def project_of(space: UUID) -> Project | None:
    """The project whose circle this is."""
    return Project.objects.filter(space=space).first()


def write_seatings(event: Event, capacity: int | None) -> None:
    """Make the places that are missing: one count for all dates together, or one for each."""
    is_open = event.state == "open"
    if event.attends == Taken.WHOLE:
        if not event.seatings.filter(session=None).exists():
            Seating.objects.create(event=event, capacity=capacity, is_open=is_open)
        return
    missing = event.sessions.filter(seating=None, off_at=None)
    Seating.objects.bulk_create(
        Seating(event=event, session=one, capacity=capacity, is_open=is_open) for one in missing
    )
