from datetime import date, time

import pytest

from liamm.features.charter import bindings
from liamm.features.charter.enums import Matter, ProposalKind
from liamm.features.charter.shipped import adopt_shipped
from liamm.features.charter.tests.factories import CHARTERS
from liamm.kernel.lab import read_identity

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture
def second_lab(settings):
    """Another laboratory: its folder is named, and nothing else changes."""
    folder = CHARTERS / "fabrique-des-causses"
    identity = read_identity(folder)
    settings.LIAMM_LAB_FOLDER, settings.LIAMM_IDENTITY, settings.LIAMM_LAB = folder, identity, identity.key
    settings.LIAMM_LAB_NAME = identity.name
    return adopt_shipped()


def test_every_binding_reads_under_the_other_charter(second_lab):
    assert [version.number for version in second_lab] == ["1.0"]
    for name in bindings.NAMES:
        assert getattr(bindings, name)(DAY).version == "1.0"


def test_its_rules_are_its_own(second_lab):
    route = bindings.route(DAY).value
    assert route.path(Matter.PROJECT).final_body == "comite"
    assert route.needs_community(Matter.ACTION)
    assert bindings.route(DAY).cite(route.community).article == "3.1"
    assert [len(block.criteria) for block in bindings.grid(DAY).value.blocks] == [1, 2, 3]
    assert bindings.grid(DAY).value.rank("oui") == 2
    assert bindings.bodies(DAY).value.body("comite").cadence.slot.rule.endswith("INTERVAL=3;BYDAY=2TU")
    opening = bindings.opening(DAY).value
    assert (opening.opens, opening.closes, opening.days) == (time(9), time(18, 30), (2, 3, 4, 5, 6))
    assert [room.name for room in bindings.rooms(DAY).value.rooms] == ["La halle", "L’établi", "Le verger"]
    assert bindings.functions(DAY).value.answering(ProposalKind.RESOURCE) is None


def test_its_pages(second_lab, client):
    page = client.get("/charte/").content.decode()
    assert "Charte de la Fabrique des Causses" in page
    assert "Ti Lab" not in page.partition("<main")[2].partition("</main>")[0]
    for path in ("/charte/1.0/3/", "/charte/1.0/usages/", "/charte/amendements/", "/charte/diff/1.0/1.0/"):
        assert client.get(path).status_code == 200
    assert client.get("/charte/4.0/").status_code == 404
    assert "tous les 3\u00a0mois" in client.get("/charte/1.0/usages/").content.decode()


def test_the_first_house_is_untouched(second_lab, settings):
    settings.LIAMM_LAB = "ti-lab"
    assert bindings.opening(DAY).value.closes == time(21)
