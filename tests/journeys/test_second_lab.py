"""Another laboratory on the same code: only its data differ; other bodies, grid, rooms, hours and route."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import asking, deciding, field
from tests.journeys.lab import Lab, opened
from tests.journeys.people import Company, together

pytestmark = pytest.mark.journey

SETTINGS = {"LIAMM_LAB": "fabrique-des-causses", "LIAMM_DEMO": "0"}
HEAD, TEAM, CARRIER = "gardienne@fabrique.example", "equipe@fabrique.example", "porteuse@fabrique.example"
READERS = ("hopital@fabrique.example", "departement@fabrique.example")
APPRAISERS = ("metier@fabrique.example", "vallees@fabrique.example")
TITLE = "La navette qui ne vient plus"


@pytest.fixture(scope="module")
def other_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The house of a laboratory with other bodies, grid, rooms and hours, and its people."""
    with opened(tmp_path_factory.mktemp("other-lab"), **SETTINGS) as lab:
        lab.do("from tests.journeys.other_people import let_in; let_in()")
        yield lab


def test_its_front_door_and_charter_are_its_own(
    other_lab: Lab, page: Page, size: str, accessible: Callable[[Page], None]
) -> None:
    other_lab.go(page, "/")
    expect(page.get_by_role("link", name="Fabrique des Causses").first).to_be_visible()
    accessible(page)
    assert "Ti Lab" not in page.content()
    assert page.request.get(f"{other_lab.url}/demonstration/").status == httpx.codes.NOT_FOUND
    for path, own in (("/charte/", "verger"), ("/grille/", "D’abord les gens"), ("/gouvernance/", "Comité")):
        other_lab.go(page, path)
        accessible(page)
        expect(page.locator("main")).to_contain_text(own)
        for other in ("Ti Lab", "CODIR", "COPIL", "salon"):
            assert other not in page.content(), f"{path} says {other}"


def test_its_main_journey_goes_by_its_own_grid_and_its_own_route(
    other_lab: Lab, browser: Browser, page: Page, accessible: Callable[[Page], None]
) -> None:
    with together(other_lab, browser) as company:
        community = a_circle_gathers(company)
        reference = a_request_passes_its_gate(company, community)
        accessible(company(TEAM))
        decision = the_committee_decides_alone(company, reference)
        public = httpx.get(f"{other_lab.url}/decisions/{decision}.json", timeout=30).json()["acte"]
        assert (public["issue_nom"], public["charte"], public["grille"]) == ("Oui", "1.0", "1.0")
        assert public["route"]["confirms"] is None
        other_lab.go(page, "/projets/")
        page.get_by_role("link", name=TITLE).first.click()
        expect(page.locator("#fil")).to_contain_text("Comité")
        accessible(page)


def a_circle_gathers(company: Company) -> str:
    """Its charter wants a circle before a request comes before the committee."""
    lab, team, carrier = company.lab, company(TEAM), company(CARRIER)
    reference = field.tell(lab, carrier, "La navette du mardi ne vient plus au village, on ne voit plus le médecin.")
    field.read(lab, team, reference)
    problem = field.open_problem(lab, team, "Comment aller voir le médecin sans voiture ?", [reference])
    community = field.call_community(lab, team, problem, "Le cercle de la navette")
    field.engage(lab, carrier, community)
    return community


def a_request_passes_its_gate(company: Company, community: str) -> str:
    """Two opinions are enough here, and one named person finds the gate passed."""
    lab, team, carrier = company.lab, company(TEAM), company(CARRIER)
    lab.go(carrier, community)
    carrier.get_by_role("link", name="En faire une demande au laboratoire").click()
    carrier.locator("input[name=kind][value=project]").check()
    carrier.get_by_label("Le sujet, en une ligne").fill(TITLE)
    carrier.get_by_role("button", name="Commencer à écrire").click()
    reference = asking.reference_of(carrier)
    asking.write(lab, carrier, reference)
    asking.submit(lab, carrier, reference)
    asking.invite_appraisers(lab, team, reference, APPRAISERS)
    for address in APPRAISERS:
        asking.appraise(lab, company(address), reference, "Le village le demande.")
    asking.state_gate(lab, team, reference, "Deux avis le montrent.")
    for address in APPRAISERS:
        asking.appraise(lab, company(address), reference, "Trois vallées, quatre métiers.")
    asking.say_load(lab, team, reference, 1)
    lab.go(team, f"/demandes/{reference}/grille/")
    expect(team.locator("main")).to_contain_text("D’abord les gens")
    return reference


def the_committee_decides_alone(company: Company, reference: str) -> str:
    """One body, one word: nobody confirms, and the project opens when the decision is published."""
    lab, head = company.lab, company(HEAD)
    where = deciding.call_sitting(lab, head, "comite")
    deciding.add_ripe(lab, head, where, TITLE)
    lab.go(head, f"{where}dossier/")
    expect(head.locator("main")).to_contain_text(reference)
    expect(head.locator("main")).to_contain_text("Le Comité décide, l’Assemblée est informée.")
    deciding.open_sitting(lab, head, where)
    deciding.begin_to_decide(lab, head, where, TITLE, "oui", "Toutes les vallées en parlent.")
    overload = head.get_by_label("Pourquoi dépasser la capacité")
    overload.fill("La Fabrique n’a pas encore dit ce qu’elle peut donner.")
    decision = deciding.decided(head)
    deciding.write_public(head, TITLE, "La Fabrique y va.")
    for reader in READERS:  # its charter wants two
        deciding.read_again(lab, company(reader), decision)
    expect(head.locator("main")).not_to_contain_text(re.compile("CODIR|COPIL"))
    return decision
