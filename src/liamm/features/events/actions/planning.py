"""Preparing an event, with its rooms in the same step; announcing it, closing it, calling it off."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from liamm.features.accounts.models import Person
from liamm.features.charter import bindings
from liamm.features.events.changing import alive, free_rooms, hand_of, tell_cancelled
from liamm.features.events.enums import EventState
from liamm.features.events.facts import (
    EventCancelled,
    EventChanged,
    EventHeld,
    EventOpened,
    EventPlanned,
    RegistrationsClosed,
)
from liamm.features.events.models import Event
from liamm.features.events.planning import (
    EVENT,
    PROJECT,
    EventDraft,
    EventWords,
    project_of,
    refuse_closing,
    refuse_dates,
    refuse_endless,
    refuse_words,
    write_seatings,
    write_words,
)
from liamm.features.events.policies import Permission, policy
from liamm.features.events.refusing import promised_until, refuse_promised, refuse_sooner
from liamm.features.events.saying import dates_of
from liamm.features.events.series import write_sessions
from liamm.features.spaces.models import Space
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record
from liamm.kernel.numbering.references import next_reference
from liamm.kernel.thread.chain import Node, tie

LED_TO = "gathered"
"""The link from what an event came of to the event."""


@action
def plan_event(actor: Actor, *, draft: EventDraft) -> Event:
    """Prepare an event: its words, its dates and their rooms, all or nothing; nobody but who prepares it sees it yet.

    Raises BookingRefusedError when rooms are not to be had (of several dates, DatesRefusedError with each that cannot
    be), DomainError when the charter does not hold such an event.
    """
    space = draft.space or Space.objects.the_lab()
    require(policy, actor, Permission.PLAN, space)

    version = bindings.held(clock.today()).number
    refuse_words(draft.words, version)
    refuse_dates(draft.sessions)

    event = Event(space=space, charter_version=version, reference=next_reference("EV"))
    event.organiser = actor if isinstance(actor, Person) else None
    event.submission = draft.submission
    write_words(event, draft.words)
    event.save()
    write_sessions(actor, event, draft.sessions)
    write_seatings(event, draft.capacity)
    project = project_of(space.pk)
    for node in (*draft.came_of, *([Node(PROJECT, project.pk)] if project else [])):
        tie(node, LED_TO, Node(EVENT, event.pk))
    fact = EventPlanned(subject_id=event.pk, event_kind=event.kind, charter_version=version, dates=len(draft.sessions))
    record(actor, fact)
    return event


@action
def change_event(actor: Actor, event: Event, *, words: EventWords) -> Event:
    """Say an event otherwise; its dates and places are changed apart.

    Raises DomainError when the charter does not hold such an event, or when it is over.
    """
    require(policy, actor, Permission.PREPARE, event)

    event = alive(event)
    refuse_words(words, event.charter_version)
    if event.registrations.exists() and (words.attends, words.admission) != (event.attends, event.admission):
        raise DomainError(
            _("Des personnes se sont déjà inscrites : la façon de s’inscrire ne change plus."), field="admission"
        )

    before, promised = event.attends, promised_until(event)
    write_words(event, words)
    if event.state == EventState.OPEN:
        refuse_endless(event)
    refuse_closing(event)
    refuse_sooner(event, promised)
    event.sequence += 1
    event.save()
    if before != event.attends:
        capacity = event.seatings.order_by("pk").values_list("capacity", flat=True).first()
        event.seatings.all().delete()
        write_seatings(event, capacity)
    record(actor, EventChanged(subject_id=event.pk, what="words"))
    return event


@action
def open_event(actor: Actor, event: Event) -> Event:
    """Announce an event, and let people register; one whose registrations were closed opens again.

    Raises DomainError when no date of it is to come, or when nobody would know until when one applies.
    """
    require(policy, actor, Permission.PREPARE, event)

    event = alive(event)
    coming = event.sessions.filter(off_at=None, ends__gt=clock.now())
    if not coming.exists():
        raise DomainError(_("Aucune date n’est à venir."), nearest=_("Ajoutez une date, puis annoncez l’événement."))

    refuse_endless(event)
    event.state, event.opened_at = EventState.OPEN, event.opened_at or clock.now()
    event.save(update_fields=["state", "opened_at"])
    _let_register(event, is_open=True)
    record(actor, EventOpened(subject_id=event.pk))
    return event


@action
def close_registrations(actor: Actor, event: Event) -> Event:
    """Take no more registrations; whoever is registered stays so.

    Raises DomainError when they are not open, or before the last day to apply that was announced to all.
    """
    require(policy, actor, Permission.PREPARE, event)

    event = alive(event)
    if event.state != EventState.OPEN:
        raise DomainError(_("Les inscriptions ne sont pas ouvertes."))
    refuse_promised(event)

    event.state = EventState.CLOSED
    event.save(update_fields=["state"])
    _let_register(event, is_open=False)
    record(actor, RegistrationsClosed(subject_id=event.pk))
    return event


def _let_register(event: Event, *, is_open: bool) -> None:
    """Say it on each row that whoever registers holds, in one order."""
    for seating in event.seatings.select_for_update(no_key=True).order_by("pk"):
        seating.is_open = is_open and (seating.session is None or seating.session.off_at is None)
        seating.save(update_fields=["is_open"])


@action
def cancel_event(actor: Actor, event: Event, *, reason: str) -> Event:
    """Call an event off: its rooms are free, and all who were to come, or hoped to, are told why.

    Raises DomainError without a reason, or when it is over.
    """
    require(policy, actor, Permission.PREPARE, event)

    event = alive(event)
    if not reason.strip():
        raise DomainError(_("Dites pourquoi : qui comptait venir le lira."), field="reason")

    dates = dates_of(event)
    _let_register(event, is_open=False)
    event.state, event.cancelled_because = EventState.CANCELLED, reason.strip()
    event.sequence += 1
    event.save(update_fields=["state", "cancelled_because", "sequence"])
    for session in event.sessions.filter(off_at=None).select_related("booking"):
        free_rooms(hand_of(actor, session), session, event.cancelled_because)
    for one in event.registrations.living().select_related("seating"):
        tell_cancelled(event, one, dates)
    record(actor, EventCancelled(subject_id=event.pk))
    return event


@action
def hold_event(actor: Actor, event: Event) -> Event:
    """Note that the last date of an event is over.

    Raises DomainError while one is to come, or when it was not announced.
    """
    require(policy, actor, Permission.KEEP, event)

    event = alive(event)
    late = clock.now() - timedelta(minutes=1)
    if event.state == EventState.DRAFT or event.sessions.filter(off_at=None, ends__gt=late).exists():
        raise DomainError(_("Cet événement n’est pas terminé."))

    event.state = EventState.HELD
    event.save(update_fields=["state"])
    _let_register(event, is_open=False)
    record(actor, EventHeld(subject_id=event.pk))
    return event
