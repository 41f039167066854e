"""S2, refused at the gate, publicly and decently, steps 1 to 5."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import asking, deciding
from tests.journeys.lab import Lab
from tests.journeys.people import together

pytestmark = pytest.mark.journey

VENDOR = "la société Guichetix"
REFUSED = "Un dossier unique pour les associations"
CARRIER = "pilote-region@demo.example"


def test_s2_steps_1_to_4_a_refusal_is_read_as_easily_as_an_agreement(lab: Lab, browser: Browser) -> None:
    """The application already bought: nobody was met, the gate was held, the COPIL said where to begin."""
    with together(lab, browser) as company:
        citizen, member = company("citizen"), company("copil")
        title = "Application d’urbanisme : commencer par une immersion"
        lab.go(citizen, "/decisions/?issue=redirect")
        citizen.get_by_role("link", name=title).click()
        expect(citizen.locator("main")).to_contain_text("Le filtre des usages n’est pas franchi")
        expect(citizen.locator("main")).to_contain_text("Le nom de l’éditeur est ôté de cette version publique.")
        expect(citizen.locator("main")).not_to_contain_text("Kartoweb")
        expect(citizen.locator("main")).to_contain_text("Réorientée")
        lab.go(member, citizen.url.removeprefix(lab.url))
        expect(member.locator("main")).to_contain_text("Kartoweb")


def test_s2_step_5_the_same_carriers_come_back_with_a_version_linked_to_the_first(lab: Lab, browser: Browser) -> None:
    with together(lab, browser) as company:
        citizen, first = company("citizen"), "Application d’urbanisme : commencer par une immersion"
        lab.go(citizen, "/decisions/?issue=redirect")
        citizen.get_by_role("link", name=first).click()
        later = citizen.locator("main .notice").filter(has_text="La même demande, à un autre moment")
        later.get_by_role("link", name="Déclarer un abri de jardin").click()
        expect(citizen.locator("main")).to_contain_text("Retenue")
        expect(later.get_by_role("link", name=first)).to_be_visible()
        citizen.locator("main a[href*='/projets/PJ-']").first.click()
        expect(citizen.get_by_role("heading", level=1)).to_contain_text("abri de jardin")


def test_s2_live_a_request_held_at_the_gate_is_answered_and_asked_again(
    lab: Lab, browser: Browser, accessible: Callable[[Page], None]
) -> None:
    """A file whose gate was held comes before the COPIL; the vendor's name stays inside; version 2 follows."""
    with together(lab, browser) as company:
        chair, member = company("head"), company("copil")
        where = deciding.call_sitting(lab, chair)
        deciding.bring_forward(lab, chair, REFUSED, to=where)
        lab.go(member, f"{where}dossier/")
        expect(member.locator("main")).to_contain_text("Filtre usagers : non franchi.")
        accessible(member)
        carrier = company(CARRIER)  # who carries it sits there too, and stays out of it
        lab.go(carrier, f"{where}dossier/")
        carrier.get_by_role("link", name=f"Me déporter , {REFUSED}").click()
        carrier.locator("main textarea").fill("Je porte cette demande.")
        carrier.get_by_role("button", name="Me déporter de ce point").click()
        expect(carrier.get_by_text("Un déport ne se reprend pas")).to_be_visible()
        carrier.get_by_role("button", name="Me déporter de ce point").click()
        expect(carrier.locator("main")).to_contain_text("ce point se tient sans vous")
        deciding.open_sitting(lab, chair, where)
        reasons = f"Personne n’a été rencontré, et {VENDOR} attend la commande."
        deciding.begin_to_decide(lab, chair, where, REFUSED, "retenue", reasons)
        deciding.reread(chair)
        expect(chair.locator("main")).to_contain_text("filtre")  # the door stays shut, and says why
        deciding.choose(chair, "reorientee")
        chair.get_by_label("Réorienté vers").select_option(label="Accélérateur")
        decision = deciding.decided(chair)
        public = "Personne n’a été rencontré. Une immersion dirait par où commencer."
        deciding.write_public(chair, "Un dossier unique : d’abord écouter", public)
        deciding.read_again(lab, member, decision)
        expect(member.locator("main")).to_contain_text(VENDOR)
        seen = httpx.get(f"{lab.url}/decisions/{decision}/", timeout=30).text
        assert "Une immersion dirait par où commencer" in seen
        assert VENDOR not in seen

        lab.go(carrier, "/demandes/")
        carrier.get_by_role("link", name=REFUSED).first.click()
        request = carrier.url
        carrier.locator("main a[href*='/decisions/']").first.click()
        expect(carrier.locator("main")).to_contain_text(public)
        carrier.goto(request)
        carrier.get_by_role("button", name="Écrire une nouvelle version").click()
        reference = asking.reference_of(carrier)
        asking.write(lab, carrier, reference)
        asking.submit(lab, carrier, reference)
        lab.go(carrier, f"/demandes/{reference}/versions/2/")
        expect(carrier.get_by_role("link", name="1", exact=True)).to_be_visible()
        expect(carrier.locator("main")).to_contain_text("Elle ne change plus.")
