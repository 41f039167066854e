"""Places of an event to which one applies: never more than there are, unless one is added on purpose."""

import pytest

from liamm.features.events.actions import add_place, offer_to, seat_applicants
from liamm.features.events.models import Seating
from liamm.features.events.tests.factories import announced, registered
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db


def applied(capacity, number):
    event = announced(admission="selection", capacity=capacity, closes_at=clock.in_days(3))
    answers = {str(question.pk): "Le guichet" for question in event.questions.all()}
    return event, [registered(event, one, answers=answers).pk for one in range(number)]


def states(event):
    return [one.state for one in event.registrations.order_by("created_at", "pk")]


def places(event):
    seating = Seating.objects.get(event=event)
    return seating.taken, seating.capacity


def test_more_applicants_than_places_are_not_seated_and_all_stays_as_it_was():
    event, keys = applied(1, 2)
    with pytest.raises(DomainError, match="pas autant de places"):
        seat_applicants(SYSTEM, event, seated=keys, waiting=[])
    assert states(event) == ["applied", "applied"]
    assert places(event) == (0, 1)


def test_no_more_places_are_offered_than_are_free():
    event, keys = applied(1, 3)
    seat_applicants(SYSTEM, event, seated=[], waiting=keys)
    with pytest.raises(DomainError, match="pas autant de places"):
        offer_to(SYSTEM, event, registrations=keys[:2])
    assert states(event) == ["waiting"] * 3
    offer_to(SYSTEM, event, registrations=keys[:1])
    assert states(event) == ["offered", "waiting", "waiting"]


def test_nothing_is_offered_once_it_has_begun():
    event, keys = applied(1, 1)
    seat_applicants(SYSTEM, event, seated=[], waiting=keys)
    with clock.at(event.sessions.get().starts):
        offer_to(SYSTEM, event, registrations=keys)
    assert states(event) == ["waiting"]
    assert places(event) == (0, 1)


def test_a_place_is_added_only_when_none_is_free_and_once():
    event, keys = applied(1, 2)
    seat_applicants(SYSTEM, event, seated=[], waiting=keys)
    first, second = event.registrations.order_by("created_at", "pk")
    add_place(SYSTEM, first)
    assert places(event) == (1, 1)
    add_place(SYSTEM, second)
    assert places(event) == (2, 2)
    with pytest.raises(DomainError, match="n’attend plus"):
        add_place(SYSTEM, second)
    assert places(event) == (2, 2)
