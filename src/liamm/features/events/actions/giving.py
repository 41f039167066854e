"""Places of an event to which one applies: who has one is said from above, by rules of its own (see `training`)."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from liamm.features.charter import bindings
from liamm.features.events.enums import RegistrationState
from liamm.features.events.facts import PlacesGiven, WaitingAgain
from liamm.features.events.models import Event, Registration, Seating
from liamm.features.events.policies import Permission, policy
from liamm.features.events.refusing import refuse_late
from liamm.features.events.rules.seating import offered_until
from liamm.features.events.seating import first_start, held, hold, offer
from liamm.kernel import clock
from liamm.kernel.access import Actor, require
from liamm.kernel.actions import DomainError, action
from liamm.kernel.ledger.record import record


@action
def seat_applicants(actor: Actor, event: Event, *, seated: Sequence[UUID], waiting: Sequence[UUID]) -> Event:
    """Give the places to some who applied, and let the others wait; whoever left meanwhile is left alone.

    They are written to by whoever chose, with the dates for their calendar (`queries.invitations`).

    Raises DomainError when there are fewer places.
    """
    require(policy, actor, Permission.KEEP)

    seating = hold(event.seatings.get(session=None).pk)
    applied = Registration.objects.filter(seating=seating, state=RegistrationState.APPLIED)
    given = applied.filter(pk__in=list(seated)).update(state=RegistrationState.CONFIRMED)
    if seating.left is not None and given > seating.left:
        raise DomainError(_("Il n’y a pas autant de places libres."))
    Seating.objects.filter(pk=seating.pk).update(taken=F("taken") + given)
    applied.filter(pk__in=list(waiting)).update(state=RegistrationState.WAITING)
    record(actor, PlacesGiven(subject_id=event.pk, seated=given, waiting=len(waiting)))
    return event


@action
def offer_to(actor: Actor, event: Event, *, registrations: Sequence[UUID]) -> Event:
    """Offer free places to some who wait, held for the time the charter says; they are written to.

    Raises DomainError when there are fewer places.
    """
    require(policy, actor, Permission.KEEP)

    seating = hold(event.seatings.get(session=None).pk)
    starts, now = first_start(seating), clock.now()
    waiting = seating.registrations.waiting().filter(pk__in=list(registrations)).values_list("pk", flat=True)
    served = list(waiting) if starts and starts > now else []
    if seating.left is not None and len(served) > seating.left:
        raise DomainError(_("Il n’y a pas autant de places libres."))
    if served and starts:
        hours = bindings.event_kinds(clock.today()).value.registering.offer_hours
        offer(seating, served, offered_until(now, starts, hours))
    record(actor, PlacesGiven(subject_id=event.pk, seated=len(served), waiting=0))
    return event


@action
def wait_again(actor: Actor, registration: Registration) -> Registration:
    """Let somebody who did not answer an offer in time wait once more, where they were in the line.

    Raises DomainError when no offer of theirs lapsed, or when it has begun.
    """
    require(policy, actor, Permission.KEEP)

    registration = held(registration)
    if registration.state != RegistrationState.LAPSED or registration.forgotten_at:
        raise DomainError(_("Aucune place proposée à cette personne n’est restée sans réponse."))
    refuse_late(registration)
    registration.state = RegistrationState.WAITING
    registration.save(update_fields=["state"])
    record(actor, WaitingAgain(subject_id=registration.pk, event=registration.event_id))
    return registration


@action
def add_place(actor: Actor, registration: Registration) -> Registration:
    """Give a place to somebody who waits, one being added when none is free: nobody loses theirs.

    They are written to by whoever decides, with the dates for their calendar (`queries.invitations`).

    Raises DomainError when they wait no longer, or when it has begun.
    """
    require(policy, actor, Permission.KEEP)

    registration = held(registration)
    if registration.state != RegistrationState.WAITING:
        raise DomainError(_("Cette candidature n’attend plus de place."))
    refuse_late(registration)
    seating = hold(registration.seating_id)
    if seating.left == 0 and seating.capacity is not None:
        seating.capacity += 1
    seating.taken += 1
    seating.save(update_fields=["capacity", "taken"])
    registration.state = RegistrationState.CONFIRMED
    registration.save(update_fields=["state"])
    record(actor, PlacesGiven(subject_id=registration.event_id, seated=1, waiting=0))
    return registration
