"""What the home page says of a person's own engagements."""

import pytest

from liamm.features.accounts.tests.factories import AdminFactory, PersonFactory
from liamm.features.commitments.models import Commitment
from liamm.kernel.model import uuid7

pytestmark = pytest.mark.django_db


def test_each_with_its_term_and_only_one_s_own(client):
    person = PersonFactory()
    Commitment.objects.create(
        person=person, subject_kind="community", subject_id=uuid7(), purpose="Faciliter", amount=2, ends="2030-05-04"
    )
    client.force_login(person)
    text = client.get("/").content.decode()
    assert "Vos engagements" in text
    assert "4 mai 2030" in text
    client.force_login(PersonFactory())
    assert "Vos engagements" not in client.get("/").content.decode()


def test_who_administers_finds_the_levers(client):
    client.force_login(AdminFactory())
    assert "Tenir l’outil" in client.get("/").content.decode()
    client.force_login(PersonFactory())
    assert "Tenir l’outil" not in client.get("/").content.decode()
