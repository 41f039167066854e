"""Many at the same moment, for real: never one place too many, and nobody waits beside a place that is free."""

import pytest
from django.contrib.auth.models import AnonymousUser

from liamm.features.events.actions import accept_offer, cancel_registration, register
from liamm.features.events.models import Registration
from liamm.features.events.tests.factories import announced, coming
from liamm.kernel.access import LinkHolder
from liamm.kernel.tests.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY, PLACES = 40, 6


def held(event):
    return sum(event.registrations.seated().values_list("seats", flat=True))


def test_many_for_few_places_with_cancels_mixed_in():
    event = announced(capacity=PLACES, most_together=3)
    seating = event.seatings.select_related("event").get()

    def ask(number):
        made = register(AnonymousUser(), seating, draft=coming(number, seats=1 + number % 3)).registration
        if number % 4 == 0:
            cancel_registration(LinkHolder(made.pk), made)
        return made

    at_once([lambda number=number: ask(number) for number in range(MANY)])
    seating.refresh_from_db()
    assert Registration.objects.count() == MANY
    assert held(event) == seating.taken <= PLACES
    left = PLACES - seating.taken
    assert all(one.seats > left for one in event.registrations.waiting())


def test_the_same_person_many_times_is_there_once():
    event = announced(capacity=PLACES)
    seating = event.seatings.select_related("event").get()
    at_once([lambda: register(AnonymousUser(), seating, draft=coming(1)) for _time in range(12)])
    seating.refresh_from_db()
    assert (Registration.objects.count(), seating.taken) == (1, 1)


def test_taking_an_offer_and_giving_it_back_at_once_counts_once():
    event = announced(capacity=1)
    seating = event.seatings.select_related("event").get()
    first, second, third = (register(AnonymousUser(), seating, draft=coming(n)).registration for n in range(3))
    cancel_registration(LinkHolder(first.pk), first)
    holder = LinkHolder(second.pk)
    at_once([lambda: accept_offer(holder, second), lambda: cancel_registration(holder, second)])
    seating.refresh_from_db()
    third.refresh_from_db()
    assert held(event) == seating.taken == 1
    assert third.state == "offered"
