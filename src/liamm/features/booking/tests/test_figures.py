"""What the house was used for: counted once, only what stood, and behind each figure what one may read."""

import csv
import io

import pytest

from liamm.features.accounts.tests.factories import AffiliationFactory
from liamm.features.booking.actions import cancel_booking
from liamm.features.booking.tests.factories import booked, local
from liamm.features.booking.tests.test_pages import HOUSE, text
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock

pytestmark = pytest.mark.django_db
APRIL = "du=2026-04-01&au=2026-04-30"


@pytest.fixture
def host():
    LabSpaceFactory()
    with clock.at(local(2026, 4, 1, 9)):
        person = CommunityMemberFactory()
        organisation = AffiliationFactory(person=person).organisation
        booked(person, starts=local(2026, 4, 7, 9), rooms=(1, 2), hours=3, organisation=organisation)
        booked(person, starts=local(2026, 4, 8, 9), use="visite", title="La maison se visite")
        booked(person, starts=local(2026, 5, 5, 9))
        cancel_booking(person, booked(person, starts=local(2026, 4, 9, 9)), reason="Reportée.")
    return person, organisation


def test_for_everybody(client, host, django_assert_num_queries):
    where = f"{HOUSE}frequentation/?{APRIL}"
    shown = text(client.get(where))
    for said in ("2 réservations qui ont tenu", "3 h · 1 réservation · 12 personnes", "Visite", "rien de particulier"):
        assert said in shown
    assert "5 h · 2 réservations · 24 personnes · occupée 2 % des heures" in shown
    assert host[1].name not in shown
    with django_assert_num_queries(5):
        client.get(where)
    behind = text(client.get(f"{HOUSE}frequentation/usage/visite/?{APRIL}"))
    assert "La maison se visite" not in behind
    assert "1 réservation compte sans que vous" in behind
    assert client.get(f"{HOUSE}frequentation/organisation/{host[1].pk}/?{APRIL}").status_code == 403
    assert client.get(f"{HOUSE}frequentation/humeur/x/?{APRIL}").status_code == 404


def test_for_the_community(client, host):
    client.force_login(host[0])
    assert host[1].name in text(client.get(f"{HOUSE}frequentation/?{APRIL}"))
    for path, found in (
        ("usage/visite", "La maison se visite"),
        ("salle/2", "Atelier de conception"),
        (f"organisation/{host[1].pk}", "Atelier de conception"),
        ("organisation/-", "La maison se visite"),
        ("objet/-", "La maison se visite"),
    ):
        assert found in text(client.get(f"{HOUSE}frequentation/{path}/?{APRIL}"))
    for path in ("salle/x", "organisation/x", "usage/x"):
        assert "Rien n’est derrière" in text(client.get(f"{HOUSE}frequentation/{path}/?{APRIL}"))


def test_taken_away(client, host):
    client.force_login(host[0])
    with clock.at(local(2026, 4, 30, 9)):
        rows = list(csv.DictReader(io.StringIO(client.get(f"{HOUSE}frequentation.csv").content.decode())))
    assert {row["du"] for row in rows} == {"2026-01-01"}
    (use,) = [row for row in rows if row["par"] == "usage" and row["cle"] == "atelier"]
    assert (use["reservations"], use["heures"], use["personnes"]) == ("1", "3.0", "12")
    assert [row["nom"] for row in rows if row["par"] == "salle"][-1] == "Le jardin"


def test_a_period_that_is_none(client):
    LabSpaceFactory()
    for asked, said in (
        ("du=2026-05-01&au=2026-04-01", "avant le début"),
        ("du=2000-01-01&au=2026-04-01", "cinq ans au plus"),
        ("du=hier", "Rien n’a eu lieu"),
    ):
        assert said in text(client.get(f"{HOUSE}frequentation/?{asked}"))
