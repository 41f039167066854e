"""Coming in: with a mailed code, as somebody new, and asking to join the community."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.keyboard import Hands
from tests.journeys.lab import Lab, body, links

pytestmark = pytest.mark.journey


def test_someone_comes_in_with_a_mailed_code_and_leaves(lab: Lab, page: Page, size: str, accessible) -> None:
    address = {"desk": "membre@demo.example", "phone": "recherche@demo.example"}[size]
    lab.go(page, "/")
    page.get_by_role("link", name="Se connecter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Entrer dans la maison")
    accessible(page)

    page.get_by_label("Votre adresse électronique").fill(address)
    page.get_by_role("button", name="Recevoir un code par courriel").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tapez le code reçu")
    accessible(page)
    page.get_by_label("Le code").fill("WRNG-CODE")
    page.get_by_role("button", name="Valider").click()
    expect(page.locator("main")).to_contain_text("code")
    page.get_by_label("Le code").fill(lab.code(address))
    page.get_by_role("button", name="Valider").click()

    page.locator("a.me").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mon compte")
    expect(page.locator("main")).to_contain_text(address)
    accessible(page)
    page.get_by_role("link", name="Sortir").click()
    page.locator("main").get_by_role("button", name="Sortir").click()
    expect(page.get_by_role("link", name="Se connecter")).to_be_visible()


def test_an_unknown_address_is_told_the_same_as_a_known_one(lab: Lab, page: Page) -> None:
    said = []
    for address in ("avis@demo.example", f"personne-{uuid4().hex[:8]}@demo.example"):
        page.context.clear_cookies()
        lab.go(page, "/compte/entrer/")
        page.get_by_label("Votre adresse électronique").fill(address)
        page.get_by_role("button", name="Recevoir un code par courriel").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Tapez le code reçu")
        said.append(page.locator("main").inner_text().replace(address, "…"))
        assert lab.mail_to(address)
    assert said[0] == said[1]


def test_someone_new_makes_an_account(lab: Lab, page: Page) -> None:
    address = f"nouvelle-{uuid4().hex[:8]}@demo.example"
    lab.go(page, "/compte/creer/")
    page.get_by_label("Comment vous appelle-t-on ?").fill("Azenor Plœuc")
    page.get_by_label("Votre adresse électronique").fill(address)
    page.get_by_role("button", name="Créer mon compte").click()
    page.get_by_label("Le code").fill(lab.code(address))
    page.get_by_role("button", name="Valider").click()
    expect(page.locator("a.me")).to_be_visible()
    lab.go(page, "/compte/")
    expect(page.get_by_label("Comment vous appelle-t-on ?")).to_have_value("Azenor Plœuc")


def test_joining_asked_without_account_is_followed_answered_and_taken_back(lab: Lab, page: Page, browser) -> None:
    address = f"agente-{uuid4().hex[:8]}@demo.example"
    lab.go(page, "/communaute/rejoindre/")
    page.get_by_label("Comment vous appelle-t-on ?").fill("Maïwenn Le Goff")
    page.get_by_label("Votre adresse électronique").fill(address)
    page.get_by_label("Qu’est-ce qui vous amène ?").fill("Voir autrement l’accueil de ma mairie.")
    page.get_by_role("button", name="Envoyer ma demande").click()
    refusal = page.get_by_text(re.compile("règles")).first
    expect(refusal).to_be_visible()
    expect(page.get_by_label("Qu’est-ce qui vous amène ?")).to_have_value("Voir autrement l’accueil de ma mairie.")
    page.get_by_label("J’ai lu ces règles et je les accepte.").check()
    page.get_by_role("button", name="Envoyer ma demande").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, regardez votre courrier")

    letter = lab.mail_to(address)
    page.goto(next(link for link in links(letter) if "/rejoindre/suivi/" in link))
    expect(page.locator("main")).to_contain_text("Elle attend son tour")

    team = browser.new_context(locale="fr-FR").new_page()
    lab.enter(team, "team")
    lab.go(team, "/communaute/demandes/")
    team.get_by_role("link", name="Maïwenn Le Goff").click()
    expect(team.locator("main")).to_contain_text("Voir autrement l’accueil de ma mairie.")
    team.context.close()

    page.get_by_role("button", name="Retirer ma demande").click()
    expect(page.locator("main")).to_contain_text("Vous l’avez retirée")
    assert "Vous recevez ce courrier parce que" in body(letter).replace("\u00a0", " ")


def test_coming_in_by_keyboard(lab: Lab, page: Page) -> None:
    hands = Hands(page)
    lab.go(page, "/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    hands.press(page.get_by_role("link", name="Se connecter"))
    hands.write(page.get_by_label("Votre adresse électronique"), "formation@demo.example")
    page.keyboard.press("Enter")
    code = lab.code("formation@demo.example")
    hands.write(page.get_by_label("Le code"), code)
    page.keyboard.press("Enter")
    expect(page.locator("a.me")).to_be_visible()
