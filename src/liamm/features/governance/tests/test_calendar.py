"""The calendar follows the charter: at its adoption, every night, and never twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from liamm.features.charter import bindings
from liamm.features.charter.actions import adopt_version
from liamm.features.charter.files import folder, versions_of
from liamm.features.governance.jobs import keep_calendar
from liamm.features.governance.models import Body, Sitting
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def read_anew():
    yield
    bindings.store.forget()


def adopt():
    """Adopt the charter again under another number, from tomorrow on."""
    text = replace(versions_of(folder())[-1], version="9.0", adopted=clock.today())
    adopt_version(SYSTEM, text, in_force=clock.today() + timedelta(days=1))


def test_adopting_a_charter_gives_its_bodies_their_sittings(drain):
    adopt()
    assert not Body.objects.exists()
    drain()
    assert set(Body.objects.values_list("key", flat=True)) == {"copil", "codir", "b4"}
    assert Sitting.objects.filter(body__key="copil").count() >= 11


def test_kept_twice_it_does_not_change(drain):
    keep_calendar()
    before = list(Sitting.objects.order_by("pk").values_list("pk", "starts", "state"))
    keep_calendar()
    adopt()
    drain()
    assert list(Sitting.objects.order_by("pk").values_list("pk", "starts", "state")) == before
