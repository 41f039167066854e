"""`liamm migrate`: a fresh house knows its bodies and when they sit, before anybody has waited for a night."""

from argparse import Namespace

import pytest

from liamm.features.governance.models import Body, Sitting
from liamm.kernel.ledger.models import Entry
from liamm.site.command import migrate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def only_the_database(monkeypatch):
    monkeypatch.setattr(migrate, "collect_if_changed", lambda: None)
    monkeypatch.setattr(migrate.freshness, "remember", lambda url: None)


def test_a_fresh_house_shows_its_bodies_and_their_sittings(client):
    assert not Body.objects.exists()
    assert migrate.run(Namespace(demonstration=False)) == 0
    assert set(Body.objects.values_list("key", flat=True)) == {"copil", "codir", "b4"}
    assert Sitting.objects.filter(body__key="copil").count() >= 11
    text = client.get("/gouvernance/").content.decode()
    for body in Body.objects.all():
        assert f"/gouvernance/instances/{body.key}/" in text
    following = Sitting.objects.to_come().filter(body__key="copil").first()
    assert f"/seances/{following.slug}/" in client.get("/seances/").content.decode()


def test_started_again_it_adds_nothing():
    migrate.run(Namespace(demonstration=False))
    days, entries = list(Sitting.objects.values_list("pk", flat=True)), Entry.objects.count()
    migrate.run(Namespace(demonstration=False))
    assert list(Sitting.objects.values_list("pk", flat=True)) == days
    assert Entry.objects.count() == entries
