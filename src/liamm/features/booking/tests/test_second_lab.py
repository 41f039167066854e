"""Another laboratory, with its rooms, its hours and its words: nothing of the first one is in the code."""

from datetime import timedelta

import pytest

from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.tests.factories import booked, opened
from liamm.features.charter.shipped import adopt_shipped
from liamm.features.charter.tests.factories import CHARTERS
from liamm.kernel.lab import read_identity

pytestmark = pytest.mark.django_db


@pytest.fixture
def second_lab(settings):
    folder = CHARTERS / "fabrique-des-causses"
    identity = read_identity(folder)
    settings.LIAMM_LAB_FOLDER, settings.LIAMM_IDENTITY, settings.LIAMM_LAB = folder, identity, identity.key
    return adopt_shipped()


def test_its_rules_decide(second_lab):
    starts = opened()
    assert booked(use="essai", rooms=(1, 3), people=100, starts=starts).charter_version == "1.0"
    with pytest.raises(BookingRefusedError) as caught:
        booked(use="stage", title="Vente de paniers", rooms=(2,), starts=starts + timedelta(hours=5), people=30)
    said = str(caught.value)
    assert "On ne fait pas de vente" in said
    assert "La Fabrique ouvre du mardi au samedi" in said
    assert "tient 12 personnes" in said
    assert caught.value.lines[1].citation.article == "6"
    assert caught.value.offers
