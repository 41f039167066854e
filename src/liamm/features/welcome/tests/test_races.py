"""Twice at the same moment, for real: one invitation, one answer, one letter."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.tests.factories import booked
from liamm.features.welcome import actions
from liamm.features.welcome.models import Guest
from liamm.features.welcome.rules.addresses import Address
from liamm.features.welcome.tests.factories import ANNA, answer, invited
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 6


def at_once(*acts):
    barrier = Barrier(len(acts))

    def run(act):
        try:
            barrier.wait(timeout=60)
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(acts)) as pool:
        return list(pool.map(run, acts))


def test_a_guest_answers_many_times_at_once():
    (guest,) = invited()
    at_once(*[lambda: answer(guest) for _ in range(MANY)])
    assert Message.objects.filter(kind="welcome.coming").count() == 1
    assert Guest.objects.get().is_coming


def test_two_hosts_invite_the_same():
    booking = booked()
    asked = [Address(ANNA)]
    hosts = [booking.booked_by, *(TeamMemberFactory() for _ in range(MANY - 1))]
    said = at_once(*[lambda host=host: actions.invite_guests(host, booking, addresses=asked) for host in hosts])
    assert sorted(len(one.sent) for one in said) == [0] * (MANY - 1) + [1]
    assert Message.objects.filter(address=ANNA).count() == Guest.objects.count() == 1
