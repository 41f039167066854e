"""A carrier writes a request with another, submits it, and its gate is not passed before its time."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.asking import answer_everything, begin
from tests.journeys.conftest import WIDTHS
from tests.journeys.keyboard import Hands
from tests.journeys.lab import Lab, links

pytestmark = pytest.mark.journey

OTHER = "hebergement@demo.example"


def test_a_request_is_written_by_two_and_submitted(
    lab: Lab, page: Page, browser: Browser, size: str, accessible
) -> None:
    lab.enter(page, "carrier")
    title = f"Un atelier sur l’accueil {uuid4().hex[:6]}"
    reference = begin(lab, page, "resource", title)

    lab.go(page, f"/demandes/{reference}/porteurs/")
    before = len(lab.mails_to(OTHER))
    page.get_by_label("Son adresse électronique").fill(OTHER)
    page.locator("main").get_by_role("button", name=re.compile("nvit")).first.click()
    expect(page.locator("main")).to_contain_text(OTHER)
    letter = lab.mail_to(OTHER, after=before)

    other = browser.new_context(locale="fr-FR", viewport=WIDTHS[size]).new_page()
    lab.sign_in(other, OTHER)
    other.goto(next(link for link in links(letter) if "/invitation/" in link))
    other.locator("main").get_by_role("button").first.click()
    expect(other.get_by_role("heading", level=1)).to_have_text(title)
    lab.go(other, f"/demandes/{reference}/ecrire/")
    answer_everything(other)
    other.locator("main").get_by_role("button", name="Enregistrer").first.click()
    expect(other.locator("main")).to_contain_text("C’est enregistré")
    other.context.close()

    lab.go(page, f"/demandes/{reference}/deposer/")
    expect(page.locator("main")).to_contain_text("avec un exemple vécu")
    page.get_by_role("button", name="Déposer la demande").click()
    expect(page.locator("main")).to_contain_text("Votre demande est déposée")
    assert lab.mail_to("porteur@demo.example", reference)


def test_what_is_missing_is_said_before_submitting(lab: Lab, page: Page, size: str) -> None:
    lab.enter(page, "carrier")
    reference = begin(lab, page, "resource", "Une salle pour un atelier")
    lab.go(page, f"/demandes/{reference}/deposer/")
    expect(page.get_by_text("Il reste des questions sans réponse")).to_be_visible()
    expect(page.get_by_role("button", name="Déposer la demande")).to_have_count(0)


def test_the_gate_is_refused_too_early_with_its_reason_then_passed(lab: Lab, page: Page, browser: Browser) -> None:
    lab.enter(page, "carrier")
    reference = begin(lab, page, "project", f"Les papiers qui reviennent {uuid4().hex[:6]}")
    answer_everything(page)
    page.locator("main").get_by_role("button", name="Enregistrer").first.click()
    expect(page.locator("main")).to_contain_text("C’est enregistré")
    lab.go(page, f"/demandes/{reference}/deposer/")
    page.get_by_role("button", name="Déposer la demande").click()
    expect(page.locator("main")).to_contain_text("Votre demande est déposée")

    team = browser.new_context(locale="fr-FR").new_page()
    lab.enter(team, "head")
    for address in ("avis@demo.example", "avis2@demo.example", "avis3@demo.example"):
        lab.go(team, f"/demandes/{reference}/appreciateurs/")
        team.get_by_label("Qui inviter ?").fill(address)
        team.get_by_role("button", name="Demander son avis").click()
    lab.go(team, f"/demandes/{reference}/filtre/")
    team.get_by_label("Ce qui le montre").fill("Les mairies le disent toutes.")
    team.get_by_role("button", name="Constater que le filtre est franchi").click()
    expect(team.locator("main")).to_contain_text("avis")
    expect(team.get_by_label("Ce qui le montre")).to_have_value("Les mairies le disent toutes.")
    team.context.close()

    appraise(lab, page, reference)


def appraise(lab: Lab, page: Page, reference: str) -> None:
    """As an appraiser: the first part of the grid is open, the rest is closed and says why."""
    lab.enter(page, "appraiser")
    lab.go(page, f"/demandes/{reference}/avis/")
    expect(page.get_by_text("Fermé tant que le filtre n’est pas franchi.").first).to_be_visible()
    for name in page.locator("main input[type=radio]").evaluate_all("all => [...new Set(all.map(one => one.name))]"):
        page.locator(f"input[name='{name}']").last.check()
    for name in page.locator("main textarea").evaluate_all("all => all.map(one => one.name)"):
        page.locator(f"textarea[name='{name}']").fill("Vu trois fois à l’accueil, en mairie.")
    page.get_by_role("button", name="Envoyer cette partie").click()
    expect(page.get_by_text("La suite attend le filtre")).to_be_visible()


def test_an_opinion_is_written_and_sent_by_keyboard(lab: Lab, page: Page) -> None:
    lab.enter(page, "appraiser")
    hands = Hands(page)
    lab.go(page, "/demandes/")
    hands.press(page.get_by_role("link", name="Une réponse signée au bord du champ").first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mon avis sur")
    for name in page.locator("main input[type=radio]").evaluate_all("all => [...new Set(all.map(one => one.name))]"):
        hands.choose(page.locator(f"input[name='{name}']").nth(2))
        argument = page.locator(f"textarea[name='{name.replace('-step', '-argument')}']")
        hands.write(argument, "Trois éleveurs l’ont dit au bord du champ.")
    hands.press(page.get_by_role("button", name="Envoyer cette partie"))
    expect(page.get_by_text("La suite attend le filtre")).to_be_visible()
