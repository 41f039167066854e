"""The dates of an event: one more, another time or place, one that will not be."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from liamm.features.accounts.queries import recipient
from liamm.features.events.changing import alive, free_rooms, hand_of, put_dates
from liamm.features.events.enums import EventState, RegistrationState
from liamm.features.events.facts import DateAdded, DateCalledOff, DateMoved, PlacesSet, RoomsLost
from liamm.features.events.letters import RoomsLostLetter
from liamm.features.events.models import Event, EventSession, Seating
from liamm.features.events.planning import SessionDraft, refuse_closing, refuse_dates, write_seatings
from liamm.features.events.policies import Permission, policy
from liamm.features.events.saying import said
from liamm.features.events.seating import hold, offer_places
from liamm.features.events.series import write_sessions
from liamm.features.events.sessions import put, tell_moved, words_of
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def add_dates(actor: Actor, event: Event, *, dates: Sequence[SessionDraft]) -> Event:
    """Give an event more dates, their rooms booked with them: all or nothing.

    Raises BookingRefusedError when rooms are not to be had; of several dates, DatesRefusedError with each that cannot.
    """
    require(policy, actor, Permission.PREPARE, event)

    event = alive(event)
    refuse_dates(dates)

    capacity = event.seatings.order_by("pk").values_list("capacity", flat=True).first()
    made = write_sessions(actor, event, dates)
    for session in made:
        record(actor, DateAdded(subject_id=event.pk, session=session.pk, starts=session.starts))
    write_seatings(event, capacity)
    if event.state == EventState.OPEN:
        refuse_closing(event)
    for one in event.registrations.confirmed().filter(seating__session=None):
        put_dates(one, event, said(made))
    return event


@action
def move_date(actor: Actor, session: EventSession, *, date: SessionDraft) -> EventSession:
    """Put a date at another time or in another place, its rooms with it; who comes is told how it was and how it is.

    Raises BookingRefusedError when rooms are not to be had, DomainError when the date is over or called off.
    """
    require(policy, actor, Permission.PREPARE, session.event)

    event = alive(session.event)
    session = _coming(session)
    refuse_dates([date])

    before = words_of(session)
    put(actor, event, session, date)
    if event.state == EventState.OPEN:
        refuse_closing(event)
    session.event = event
    tell_moved(session, before)
    record(actor, DateMoved(subject_id=event.pk, session=session.pk, starts=session.starts))
    return session


@action
def call_off_date(actor: Actor, session: EventSession) -> EventSession:
    """Call one date of an event off: its rooms are free, and those who were to come are told.

    Raises DomainError when it is the only one left: then it is the event that is cancelled, and why is said.
    """
    require(policy, actor, Permission.PREPARE, session.event)

    event = alive(session.event)
    session = _coming(session)
    if not event.sessions.filter(off_at=None).exclude(pk=session.pk).exists():
        raise DomainError(
            _("C’est la seule date de cet événement."),
            nearest=_("Annulez l’événement, en disant pourquoi, ou déplacez la date."),
        )

    before = words_of(session)
    session.off_at = clock.now()
    session.sequence += 1
    session.save(update_fields=["off_at", "sequence"])
    free_rooms(hand_of(actor, session), session, _("La date n’aura pas lieu."))
    session.event = event
    tell_moved(session, before)
    for seating in Seating.objects.filter(session=session):
        _empty(seating)
    record(actor, DateCalledOff(subject_id=event.pk, session=session.pk))
    return session


def _coming(session: EventSession) -> EventSession:
    session = EventSession.objects.select_related("event", "booking").get(pk=session.pk)
    if not session.is_coming:
        raise DomainError(_("Cette date est passée, ou n’aura pas lieu."))
    return session


def _empty(seating: Seating) -> None:
    """Nobody comes on a date that will not be."""
    seating = hold(seating.pk)
    seating.registrations.living().update(state=RegistrationState.CANCELLED, offered_until=None, access_need="")
    seating.taken, seating.is_open = 0, False
    seating.save(update_fields=["taken", "is_open"])


@action
def set_places(actor: Actor, seating: Seating, *, capacity: int | None) -> Seating:
    """Say how many places there are; those that are new are offered to who waits.

    Raises DomainError when more people than that have a place already.
    """
    require(policy, actor, Permission.PREPARE, seating.event)

    event = alive(seating.event)
    seating = hold(seating.pk)
    if capacity is not None and capacity < seating.taken:
        raise DomainError(
            _("Des places sont déjà données à %(taken)d personnes.") % {"taken": seating.taken},
            nearest=_("Gardez-en autant au moins, ou voyez avec elles."),
            field="capacity",
        )

    seating.capacity = capacity
    seating.save(update_fields=["capacity"])
    if event.state != EventState.DRAFT:
        offer_places(seating.pk)
    record(actor, PlacesSet(subject_id=event.pk, seating=seating.pk, places=capacity))
    return seating


@action
def follow_rooms(actor: Actor, session: EventSession, *, rooms: Sequence[int]) -> EventSession:
    """Let a date follow its rooms, which were changed by another door; who comes is told how it was and how it is."""
    require(policy, actor, Permission.PREPARE, session.event)

    booking = session.booking
    if booking is None:
        raise DomainError(_("Cette date n’a pas de salle."))
    before = words_of(session)
    session.starts, session.ends, session.rooms = booking.starts, booking.ends, sorted(rooms)
    session.sequence += 1
    session.save(update_fields=["starts", "ends", "rooms", "sequence"])
    tell_moved(session, before)
    record(actor, DateMoved(subject_id=session.event_id, session=session.pk, starts=session.starts))
    return session


@action
def lose_rooms(actor: Actor, session: EventSession) -> EventSession:
    """Note that a date has no rooms any more: who organises is told, and finds another place."""
    require(policy, actor, Permission.PREPARE, session.event)

    session.rooms, session.booking = [], None
    session.save(update_fields=["rooms", "booking"])
    organiser = session.event.organiser
    if organiser:
        post(RoomsLostLetter(event=session.event, when=words_of(session)), recipient(organiser))
    record(actor, RoomsLost(subject_id=session.event_id, session=session.pk))
    return session
