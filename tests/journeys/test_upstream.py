"""Before a request: is it the right place, and a clarification opened from a mere intuition."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.lab import Lab
from tests.journeys.people import together

pytestmark = pytest.mark.journey

CARRIER = "porteur@demo.example"


def test_anybody_checks_whether_it_is_the_right_place(
    lab: Lab, page: Page, size: str, accessible: Callable[[Page], None]
) -> None:
    lab.go(page, "/demandes/")
    page.get_by_role("link", name="Vérifier avant d’écrire").click()
    page.get_by_label("Une salle, un outil ou une méthode pour un atelier").check()
    page.get_by_role("button", name="Voir").click()
    expect(page.locator("main")).to_contain_text("Plutôt un atelier")
    accessible(page)


def test_an_intuition_is_talked_over_then_becomes_a_request(
    lab: Lab, browser: Browser, accessible: Callable[[Page], None]
) -> None:
    title = f"Dire deux fois son adresse {uuid4().hex[:6]}"
    with together(lab, browser) as company:
        team, carrier = company("team"), company("carrier")
        lab.go(team, "/demandes/clarifications/nouvelle/")
        team.get_by_label("En une ligne").fill(title)
        team.get_by_label("L’intuition").fill("On redonne son adresse à chaque guichet.")
        team.get_by_role("button", name="Ouvrir").click()
        expect(team.get_by_role("heading", level=1)).to_have_text(title)
        clarification = team.url.removeprefix(lab.url)
        lab.go(team, f"{clarification}inviter/")
        team.get_by_label("Son adresse électronique").fill(CARRIER)
        team.get_by_role("button", name="Inviter").click()
        expect(team.locator("main")).to_contain_text("Armelle Guihard")
        lab.go(carrier, clarification)
        carrier.get_by_label("Votre message").fill("Nous le voyons chaque semaine, je le porterais volontiers.")
        carrier.get_by_role("button", name="Envoyer").click()
        accessible(carrier)
        lab.go(team, f"{clarification}clore/")
        expect(team.locator("main")).to_contain_text(title)
        team.locator("input[name=outcome][value=ready], option[value=ready]").first.check()
        team.get_by_label("En quelques mots").fill("Une porteuse, un terrain, une vraie question.")
        team.get_by_role("button", name="Clore la discussion").click()
        lab.go(carrier, clarification)
        carrier.get_by_role("link", name="En faire une demande").click()
        carrier.locator("input[name=kind][value=project]").check()
        carrier.get_by_role("button", name="Ouvrir la demande").click()
        expect(carrier).to_have_url(re.compile(r"/demandes/DM-[\d-]+/$"))
        reference = carrier.url.rstrip("/").rsplit("/", 1)[1]
        lab.go(team, clarification)
        expect(team.locator("main")).to_contain_text(f"C’est devenu la demande {reference}")
