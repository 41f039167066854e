"""Registering, alone or with others, with or without an account: never one place too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from liamm.features.accounts.models import Organisation, Person
from liamm.features.charter import bindings
from liamm.features.events.enums import LIVING, Admission, RegistrationState
from liamm.features.events.facts import RegistrationAskedAgain, RegistrationMade
from liamm.features.events.letters import AgainLetter, RegisteredLetter
from liamm.features.events.models import Event, Registration, Seating
from liamm.features.events.policies import Permission, policy
from liamm.features.events.refusing import (
    refuse_more_than_all,
    refuse_names,
    refuse_shut,
    refuse_too_many,
    refuse_unsaid,
)
from liamm.features.events.rules.terms import Phase
from liamm.features.events.saying import DateSaid, dates_for, dates_of, phase_for
from liamm.features.events.seating import give_back, hold, new_reference, take, write_attendees
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post
from liamm.kernel.prepared import add, prepared


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationDraft:
    """What somebody says to come: `names` of those who come with them may be missing, and said later.

    `answers` are by the identifier of the question; `submission` names one sending of the form; `dates` are those of
    the page, when it has read them.
    """

    name: str
    mail: str
    seats: int = 1
    names: Sequence[str] = ()
    host: Organisation | None = None
    organisation: str = ""
    access_need: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    rules_accepted: bool = False
    language: str = "fr"
    submission: str | None = None
    dates: Sequence[DateSaid] | None = None


@dataclass(frozen=True, slots=True)
class Registered:
    """A registration, and whether it had been made before."""

    registration: Registration
    again: bool = False


@action
def register(actor: Actor, seating: Seating, *, draft: RegistrationDraft) -> Registered:
    """Take places in an event, or a rank among those who wait; asked again with the same address, nothing is added.

    Raises DomainError when one does not register, or no more, or not for so many.
    """
    event = seating.event
    require(policy, actor, Permission.REGISTER, event)

    refuse_unsaid(event, draft.name, draft.mail, draft.answers, rules_accepted=draft.rules_accepted)
    refuse_too_many(event, draft.seats)
    refuse_more_than_all(seating, draft.seats)
    refuse_names(draft.names, draft.seats)
    dates = dates_of(event, seating.session_id) if draft.dates is None else draft.dates
    phase = phase_for(seating, [one.session for one in dates])
    state = _settle(event, seating, draft.seats, phase)
    known = _known(seating, draft)
    if known:
        if state == RegistrationState.CONFIRMED:
            give_back(seating, draft.seats)
        return _again(actor, known, draft)

    registration = _keep(actor, seating, draft, state)
    post(RegisteredLetter(registration=registration, event=event, dates=dates), registration.recipient)
    record(
        actor,
        RegistrationMade(subject_id=registration.pk, event=event.pk, state=str(state), seats=registration.seats),
    )
    return Registered(registration)


def _settle(event: Event, seating: Seating, seats: int, phase: Phase) -> RegistrationState:
    """Take the places, or see that one may wait; the row is held from here on."""
    refuse_shut(event, seating, phase)
    if event.admission == Admission.FIRST_COME and take(seating, seats):
        return RegistrationState.CONFIRMED
    now = hold(seating.pk)
    refuse_shut(event, now, phase)
    if event.admission == Admission.SELECTION:
        return RegistrationState.APPLIED
    return RegistrationState.CONFIRMED if take(now, seats) else RegistrationState.WAITING


def _known(seating: Seating, draft: RegistrationDraft) -> Registration | None:
    """What was registered before by the same address, or the same sending."""
    mail = draft.mail.strip().lower()
    found = _sent_before(seating, mail, draft.submission) if draft.submission else _by_address(seating, mail)
    return Registration.objects.select_related("event", "seating").get(pk=found[0]) if found else None


@prepared
def _by_address(seating: Seating, mail: str) -> QuerySet[Registration, UUID]:
    return _first(Q(seating=seating, mail=mail, state__in=LIVING))


@prepared
def _sent_before(seating: Seating, mail: str, submission: str) -> QuerySet[Registration, UUID]:
    return _first(Q(seating=seating, mail=mail, state__in=LIVING) | Q(submission=submission))


def _first(asked: Q) -> QuerySet[Registration, UUID]:
    """The first one, by its identifier alone: nearly always there is none."""
    return Registration.objects.filter(asked).order_by("pk").values_list("pk", flat=True)[:1]


def _again(actor: Actor, known: Registration, draft: RegistrationDraft) -> Registered:
    """Pressed twice, nothing happens; asked again, who has the address is told how to find it."""
    if known.submission != draft.submission or draft.submission is None:
        post(AgainLetter(registration=known, event=known.event, dates=dates_for(known)), known.recipient)
    record(actor, RegistrationAskedAgain(subject_id=known.pk, event=known.event_id))
    return Registered(known, again=True)


def _keep(actor: Actor, seating: Seating, draft: RegistrationDraft, state: RegistrationState) -> Registration:
    registration = Registration(
        reference=new_reference(),
        event=seating.event,
        seating=seating,
        state=state,
        seats=draft.seats,
        name=draft.name.strip(),
        mail=draft.mail.strip().lower(),
        host=draft.host,
        organisation="" if draft.host else draft.organisation.strip(),
        person=actor if isinstance(actor, Person) else None,
        language=draft.language,
        access_need=draft.access_need.strip(),
        answers=dict(draft.answers),
        rules_version=bindings.house_rules(clock.today()).version,
        submission=draft.submission,
    )
    add(registration)
    write_attendees(registration, draft.names)
    return registration
