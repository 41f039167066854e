"""What selections hear of events: one may apply, somebody applies, somebody leaves, a place is free."""

from __future__ import annotations

from liamm.features.events.enums import Admission, RegistrationState
from liamm.features.events.facts import (
    EventOpened,
    OfferLapsed,
    PlacesSet,
    RegistrationCancelled,
    RegistrationChanged,
    RegistrationFact,
    RegistrationForgotten,
    RegistrationMade,
)
from liamm.features.events.models import Event, Registration
from liamm.features.training.actions import (
    call_next,
    forget_words,
    hear_again,
    open_selection,
    receive_application,
)
from liamm.features.training.enums import SelectionState
from liamm.features.training.models import Application, Selection
from liamm.kernel.access import SYSTEM, Actor
from liamm.kernel.ledger.facts import reacts_to


@reacts_to(EventOpened)
def promise(actor: Actor, fact: EventOpened) -> None:
    """The places of an event to which one applies are given by the rules, promised as it opens."""
    del actor
    event = Event.objects.get(pk=fact.subject_id)
    if event.admission == Admission.SELECTION:
        open_selection(SYSTEM, event)


@reacts_to(RegistrationMade)
def receive(actor: Actor, fact: RegistrationMade) -> None:
    """Whoever applies has a number."""
    del actor
    if fact.state == RegistrationState.APPLIED:
        receive_application(SYSTEM, Registration.objects.get(pk=fact.subject_id))


@reacts_to(RegistrationChanged)
def hear(actor: Actor, fact: RegistrationChanged) -> None:
    """What has been read stays what was answered."""
    del actor
    found = Application.objects.filter(registration=fact.subject_id).first() if fact.answered else None
    if found:
        hear_again(SYSTEM, found)


@reacts_to(RegistrationCancelled, OfferLapsed)
def call(actor: Actor, fact: RegistrationFact) -> None:
    """A place that is free again goes to whom the rules call next."""
    del actor
    _call(Selection.objects.filter(event=fact.event, state=SelectionState.PUBLISHED).first())


@reacts_to(PlacesSet)
def call_more(actor: Actor, fact: PlacesSet) -> None:
    """So do places that are added."""
    del actor
    _call(Selection.objects.filter(event=fact.subject_id, state=SelectionState.PUBLISHED).first())


@reacts_to(RegistrationForgotten)
def forget(actor: Actor, fact: RegistrationForgotten) -> None:
    """What was written of somebody goes with what names them."""
    del actor
    if fact.what == "access_need":
        return
    for application in Application.objects.filter(registration=fact.subject_id):
        forget_words(SYSTEM, application)


def _call(selection: Selection | None) -> None:
    if selection:
        call_next(SYSTEM, selection)
