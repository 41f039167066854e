"""Places that are free again: offered to those whom the same rules call next."""

from __future__ import annotations

from liamm.features.events.actions import offer_to, wait_again
from liamm.features.events.enums import SEATED, RegistrationState
from liamm.features.training.enums import SelectionState
from liamm.features.training.facts import ApplicationPutBack, PlacesCalled
from liamm.features.training.holding import hold
from liamm.features.training.letters import PutBackLetter
from liamm.features.training.models import Application, Selection
from liamm.features.training.policies import Permission, policy
from liamm.features.training.rules.selecting import fill
from liamm.features.training.running import applicants_of, balances_of, seating_of
from liamm.kernel.access import SYSTEM, Actor, require
from liamm.kernel.actions import action
from liamm.kernel.ledger.record import record
from liamm.kernel.post.letters import post


@action
def call_next(actor: Actor, selection: Selection) -> int:
    """Offer what is free to those who wait: who has a place keeps it; the classes, the balance and the draw say who.

    Gives the number of places offered.
    """
    require(policy, actor, Permission.KEEP)

    selection = hold(selection, SelectionState.PUBLISHED)
    seating = seating_of(selection)
    rows = selection.applications.living().exclude(rank=None).select_related("registration__host")
    there = {one.number: one for one in rows}
    waiting = [one for one in there.values() if one.registration.state == RegistrationState.WAITING]
    kept = [one for one in there.values() if one.registration.state in SEATED]
    free = len(waiting) if seating.left is None else seating.left
    outcomes = fill(
        applicants_of(selection, kept),
        applicants_of(selection, waiting),
        free,
        balances_of(selection, seating.capacity or len(there)),
        selection.seed,
    )
    called = [there[one.applicant.id].registration_id for one in outcomes if one.has_place]
    if called:
        offer_to(SYSTEM, selection.event, registrations=called)
    record(actor, PlacesCalled(subject_id=selection.pk, event=selection.event_id, offered=len(called)))
    return len(called)


@action
def put_back(actor: Actor, application: Application) -> Application:
    """Let somebody who did not answer in time wait again: they are told, and a place that is free may be offered anew.

    Raises DomainError when no offer of theirs lapsed, or once it has begun.
    """
    require(policy, actor, Permission.PUBLISH)

    selection = hold(application.selection, SelectionState.PUBLISHED)
    registration = wait_again(SYSTEM, application.registration)
    post(PutBackLetter(application=application), registration.recipient)
    call_next(SYSTEM, selection)
    record(actor, ApplicationPutBack(subject_id=application.pk, selection=selection.pk))
    return application
