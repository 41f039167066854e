"""Selections for the tests, made as people make them."""

from liamm.features.accounts.models import Organisation
from liamm.features.accounts.tests.factories import OrganisationFactory, TeamMemberFactory
from liamm.features.events.actions import close_registrations, open_event
from liamm.features.events.enums import Admission
from liamm.features.events.tests.factories import planned, registered
from liamm.features.training.actions import (
    Declared,
    Said,
    prepare_selection,
    propose_list,
    publish_list,
    read_application,
)
from liamm.features.training.announcing import announced_of
from liamm.features.training.models import Application, Selection
from liamm.kernel import clock

TOWN = ("Venez-vous d’une ville ?", ("oui", "non"))
TERRITORY = ("De quel département venez-vous ?", ("22", "29", "35", "56"))


def hosts():
    """The two that carry the lab."""
    for name in ("La Préfecture", "La Région"):
        if not Organisation.objects.filter(name=name).exists():
            OrganisationFactory(name=name, is_host=True)
    return list(Organisation.objects.filter(is_host=True).order_by("name"))


def training(places=2, declared=(), **changes):
    """A training to which one may apply, open on parity."""
    hosts()
    last = clock.in_days(3)
    changes = {"kind": "campus", "title": "Faciliter un atelier", "parity": True, "closes_at": last, **changes}
    event = planned(capacity=places, admission=Admission.SELECTION, **changes)
    if declared:
        prepare_selection(event.organiser, event, declared=[Declared(*one) for one in declared])
    return open_event(event.organiser, event)


def applied(event, number, host=None, *departments):
    """Somebody applies; the answers are asked by the criteria."""
    selection = Selection.objects.get(event=event)
    answers = {one["question"]: f"Parce que {number}" for one in selection.criteria}
    for one, said in zip((one for one in announced_of(selection) if not one.is_host), departments, strict=False):
        answers[one.question] = said
    return registered(event, number, host=host, answers=answers)


def read(application, readers, *levels):
    for one in readers:
        keys = [criterion["key"] for criterion in application.selection.criteria]
        read_application(
            one,
            application,
            said={key: Said(f"Argument sur {key}", level) for key, level in zip(keys, levels, strict=True)},
        )


def read_all(event, readers=None, level=1):
    readers = readers or [TeamMemberFactory(), TeamMemberFactory()]
    for one in Application.objects.filter(selection__event=event):
        read(one, readers, level, level)
    return readers


def close(event):
    """One applies no more: the last day is over."""
    with clock.at(event.closes_at):
        return close_registrations(event.organiser, event)


def closed(applicants=4, places=2, **changes):
    """A training that is read through and closed: half of those who apply come from each host."""
    event = training(places, **changes)
    both = hosts()
    for number in range(applicants):
        applied(event, number, both[number % 2], ("22", "29", "35", "56")[number % 4])
    readers = read_all(event)
    close(event)
    return Selection.objects.get(event=event), readers


def published(**changes):
    selection, readers = closed(**changes)
    propose_list(readers[0], selection)
    publish_list(readers[0], selection)
    selection.refresh_from_db()
    return selection, readers
