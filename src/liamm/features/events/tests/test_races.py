"""Many at the same moment, for real: never one place too many, and nobody waits beside a place that is free."""

from threading import Event as Signal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction

from liamm.features.events.actions import accept_offer, cancel_event, cancel_registration, register
from liamm.features.events.models import Registration
from liamm.features.events.tests.factories import announced, coming
from liamm.kernel.access import LinkHolder
from liamm.kernel.post.models import Message
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


def test_an_event_called_off_while_one_registers_waits_for_it_and_tells_whoever_came():
    event = announced(capacity=PLACES)
    seating, taken = event.seatings.select_related("event").get(), Signal()

    def ask():
        with transaction.atomic():
            made = register(AnonymousUser(), seating, draft=coming(1)).registration
            taken.set()
            _wait_for_a_lock()
        return made

    def call_off():
        assert taken.wait(timeout=30)
        return cancel_event(event.organiser, event, reason="La salle est inondée.")

    made, _event = at_once([ask, call_off])
    assert Message.objects.filter(kind="events.cancelled", address=made.mail).count() == 1


def _wait_for_a_lock():
    """Until somebody else waits for what this transaction holds."""
    for _time in range(300):
        with connection.cursor() as cursor:
            cursor.execute("SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted), pg_sleep(0.05)")
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waits")
