"""A citizen tells a difficulty: receipt, secret link, answer, mails stopped; with and without scripts."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import WIDTHS
from tests.journeys.keyboard import Hands
from tests.journeys.lab import Lab, body, links

pytestmark = pytest.mark.journey

STORY = "À l’accueil, les personnes âgées reviennent trois fois pour le même dossier en ligne."
READING = 3.2  # who sends a form quicker than that is asked to read it again


@pytest.fixture(params=["with scripts", "without scripts"])
def reader(request: pytest.FixtureRequest, browser: Browser, size: str) -> Iterator[Page]:
    """A page with or without scripts, at a desk and on a phone."""
    scripts = request.param == "with scripts"
    context = browser.new_context(java_script_enabled=scripts, viewport=WIDTHS[size], locale="fr-FR", bypass_csp=True)
    yield context.new_page()
    context.close()


def test_a_difficulty_is_told_followed_completed_and_its_mails_stopped(lab: Lab, reader: Page) -> None:
    page, address = reader, f"secretaire-{uuid4().hex[:8]}@exemple.example"
    lab.go(page, "/")
    page.get_by_role("link", name="Faire remonter un besoin").first.click()
    opened = time.monotonic()
    expect(page.get_by_role("heading", level=1)).to_have_text("Faire remonter un besoin")
    page.get_by_role("button", name="Envoyer").click()
    page.get_by_label("Que se passe-t-il ?").fill(STORY)
    page.locator("#id_place").fill("Redon")
    page.get_by_label("Votre courriel").fill(address)
    page.get_by_label(re.compile("J’ai lu ce que vous ferez")).check()
    page.wait_for_timeout(max(0, READING - (time.monotonic() - opened)) * 1000)
    page.get_by_role("button", name="Envoyer").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, nous avons bien reçu")
    reference = re.search(r"R-\d{4}-\d+", page.locator("main").inner_text())
    assert reference
    letter = lab.mail_to(address, reference.group())
    link = next(one for one in links(letter) if "/suivi/" in one)

    page.goto(link)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que devient votre remontée")
    expect(page.locator("main")).to_contain_text(STORY)
    page.get_by_label(re.compile("Ajouter une précision")).fill("C’est surtout le mardi, jour de marché.")
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#echanges")).to_contain_text("C’est surtout le mardi")
    page.get_by_role("button", name="Ne plus en recevoir").click()
    expect(page.locator("main")).to_contain_text("Vous ne recevez plus de courriel")
    page.get_by_role("button", name="En recevoir de nouveau").click()
    expect(page.locator("main")).to_contain_text("Vous recevez une phrase à chaque étape")


def test_mails_are_stopped_in_one_click_from_the_mail(lab: Lab, page: Page) -> None:
    address = f"habitant-{uuid4().hex[:8]}@exemple.example"
    tell(lab, page, STORY, address)
    letter = lab.mail_to(address)
    stop = str(letter["List-Unsubscribe"]).strip(" <>")
    assert stop in body(letter)
    page.goto(stop)
    page.locator("main").get_by_role("button").first.click()
    page.goto(next(one for one in links(letter) if "/suivi/" in one))
    expect(page.locator("main")).to_contain_text("Vous ne recevez plus de courriel")


def test_a_phone_number_is_warned_of_and_nothing_is_lost(lab: Lab, page: Page, size: str, accessible) -> None:
    lab.go(page, "/remonter/")
    opened = time.monotonic()
    page.get_by_label("Que se passe-t-il ?").fill(f"{STORY} Rappelez Monsieur Dupont au 06 12 34 56 78.")
    page.get_by_label(re.compile("J’ai lu ce que vous ferez")).check()
    page.wait_for_timeout(max(0, READING - (time.monotonic() - opened)) * 1000)
    page.get_by_role("button", name="Envoyer").click()
    notice = page.locator("main").get_by_text("À relire avant d’envoyer")
    expect(notice).to_be_visible()
    accessible(page)
    expect(page.get_by_label("Que se passe-t-il ?")).to_have_value(re.compile("Dupont"))
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, nous avons bien reçu")
    accessible(page)


def test_a_difficulty_is_told_by_keyboard(lab: Lab, page: Page) -> None:
    hands = Hands(page)
    lab.go(page, "/")
    hands.press(page.get_by_role("link", name="Faire remonter un besoin").first)
    expect(page.get_by_role("heading", level=1)).to_have_text("Faire remonter un besoin")
    opened = time.monotonic()
    hands.write(page.get_by_label("Que se passe-t-il ?"), STORY)
    hands.choose(page.get_by_label("pour quelqu’un d’autre"))
    hands.write(page.get_by_label("Pour qui est-ce difficile ?"), "Des personnes âgées")
    hands.press(page.get_by_label(re.compile("J’ai lu ce que vous ferez")), "Space")
    expect(page.get_by_label(re.compile("J’ai lu ce que vous ferez"))).to_be_checked()
    page.wait_for_timeout(max(0, READING - (time.monotonic() - opened)) * 1000)
    hands.press(page.get_by_role("button", name="Envoyer"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, nous avons bien reçu")
    hands.press(page.get_by_role("link", name="Ouvrir le suivi"))
    hands.write(page.get_by_label(re.compile("Ajouter une précision")), "Surtout le mardi.")
    hands.press(page.locator("#echanges").get_by_role("button", name="Envoyer"))
    expect(page.locator("#echanges")).to_contain_text("Surtout le mardi.")


def tell(lab: Lab, page: Page, story: str, address: str) -> None:
    """The shortest way to tell something."""
    lab.go(page, "/remonter/")
    page.get_by_label("Que se passe-t-il ?").fill(story)
    page.get_by_label("Votre courriel").fill(address)
    page.get_by_label(re.compile("J’ai lu ce que vous ferez")).check()
    page.wait_for_timeout(READING * 1000)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, nous avons bien reçu")
