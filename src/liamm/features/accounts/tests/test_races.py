"""Many at once against one database."""

import pytest
from django.test import Client
from django.urls import reverse

from liamm.features.accounts.actions import create_person, end_duty
from liamm.features.accounts.models import DutyHeld, Person
from liamm.features.accounts.tests.factories import AdminFactory, HeadFactory
from liamm.kernel.access import SYSTEM
from liamm.kernel.actions import DomainError
from liamm.kernel.tests.racing import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_two_heads_leaving_at_once_leave_one():
    actors = [AdminFactory(), AdminFactory()]
    held = [DutyHeld.objects.get(person=HeadFactory()) for _ in actors]
    outcomes = at_once(
        [lambda actor=actor, one=one: end_duty(actor, one) for actor, one in zip(actors, held, strict=True)]
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["DomainError", "DutyHeld"]
    assert DutyHeld.objects.filter(duty="head", ends=None).count() == 1


def test_one_address_gets_one_account():
    outcomes = at_once([lambda: create_person(SYSTEM, email="une@exemple.example") for _ in range(8)])
    assert Person.objects.count() == 1
    refused = [one for one in outcomes if not isinstance(one, Person)]
    assert all(isinstance(one, DomainError) for one in refused), refused


def test_one_form_sent_many_times_at_once_makes_one_account_and_breaks_nothing():
    def sign_up():
        given = {"name": "Qui", "email": "une@exemple.example"}
        return Client().post(reverse("account_signup"), given, follow=True)

    outcomes = at_once([sign_up] * 6)
    statuses = [getattr(one, "status_code", one) for one in outcomes]
    assert set(statuses) == {200}, statuses
    pages = [one.content.decode() for one in outcomes]
    assert all("Un courriel vient de partir vers" in one for one in pages)
    assert Person.objects.count() == 1
