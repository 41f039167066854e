"""What the house was used for: counted once, only what stood, and behind each figure what one may read."""

import csv
import io

import pytest

from liamm.features.accounts.enums import OrganisationKind
from liamm.features.accounts.tests.factories import AffiliationFactory
from liamm.features.booking import purposes
from liamm.features.booking.actions import cancel_booking
from liamm.features.booking.models import Booking
from liamm.features.booking.tests.factories import booked, local
from liamm.features.booking.tests.test_pages import HOUSE, text
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.extension import BookingPurpose, Manifest
from liamm.kernel.model import uuid7

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
    assert "5 h · 2 réservations · 24 personnes · occupée 1,8 % des heures" in shown
    with clock.at(local(2027, 5, 2, 9)):
        assert 'value="2027-01-01"' in text(client.get(f"{HOUSE}frequentation/"))
    assert host[1].name in shown
    for said in ("Par fonction du laboratoire", "Éprouvette", "Archipel des pratiques", "sans fonction"):
        assert said in shown
    with django_assert_num_queries(7):
        client.get(where)
    behind = text(client.get(f"{HOUSE}frequentation/usage/visite/?{APRIL}"))
    assert "La maison se visite" not in behind
    assert "1 réservation compte sans que vous" in behind
    assert "1 réservation compte" in text(client.get(f"{HOUSE}frequentation/organisation/{host[1].pk}/?{APRIL}"))
    assert client.get(f"{HOUSE}frequentation/humeur/x/?{APRIL}").status_code == 404


def test_a_host_that_is_no_public_body_is_named_to_the_community_alone(client, host):
    host[1].kind = OrganisationKind.COMPANY
    host[1].save()
    shown = text(client.get(f"{HOUSE}frequentation/?{APRIL}"))
    assert host[1].name not in shown
    assert "d’autres organisations" in shown
    assert "d’autres organisations" in text(client.get(f"{HOUSE}frequentation/organisation/autres/?{APRIL}")).lower()
    for key in (host[1].pk, uuid7(), "x"):
        assert client.get(f"{HOUSE}frequentation/organisation/{key}/?{APRIL}").status_code == 403
    client.force_login(host[0])
    assert host[1].name in text(client.get(f"{HOUSE}frequentation/?{APRIL}"))
    assert "Atelier de conception" in text(client.get(f"{HOUSE}frequentation/organisation/autres/?{APRIL}"))


def test_by_function(client, host, monkeypatch):
    thing, other = uuid7(), uuid7()
    source = BookingPurpose("thing", "Chose", "", lambda *_: [], lambda *_: {}, lambda _ids: {thing: "archipel"})
    monkeypatch.setattr(purposes, "manifests", lambda: [Manifest(name="upper", purpose="", purposes=(source,))])
    for number, one in ((3, thing), (4, other)):
        with clock.at(local(2026, 4, 1, 9)):
            booking = booked(host[0], starts=local(2026, 4, 7, 9), rooms=(number,), people=2, title=f"Chose {number}")
        Booking.objects.filter(pk=booking.pk).update(purpose_kind="thing", purpose_id=one)
    client.force_login(host[0])
    for key, said, unsaid in (("archipel", "Chose 3", "Chose 4"), ("-", "Chose 4", "Chose 3")):
        shown = text(client.get(f"{HOUSE}frequentation/fonction/{key}/?{APRIL}"))
        assert said in shown
        assert unsaid not in shown
    rows = list(csv.DictReader(io.StringIO(client.get(f"{HOUSE}frequentation.csv?{APRIL}").content.decode())))
    counts = {row["cle"]: row["reservations"] for row in rows if row["par"] == "fonction"}
    assert counts == {"eprouvette": "0", "accelerateur": "0", "ressources": "0", "archipel": "1", "-": "3"}


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
    with clock.at(local(2026, 4, 8, 8)):
        assert "1 réservation qui a tenu" in text(client.get(f"{HOUSE}frequentation/?{APRIL}"))
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
