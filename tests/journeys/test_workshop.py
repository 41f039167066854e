"""A déroulé: prepared from a template, put in order by hand, printed, then led while a phone follows by itself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from liamm.kernel import clock
from tests.journeys.conftest import WIDTHS
from tests.journeys.lab import Lab

pytestmark = pytest.mark.journey


def test_a_workshop_is_prepared_and_led(lab: Lab, page: Page, browser: Browser, accessible, size: str) -> None:
    lab.enter(page, "head")
    lab.go(page, "/deroules/")
    accessible(page)
    page.get_by_role("link", name="Préparer un déroulé").click()
    accessible(page)
    page.get_by_label("Titre").fill(f"Le guichet, vu du comptoir ({size})")
    page.get_by_label("Trouver des idées à plusieurs").check()
    page.get_by_label("Quel jour").fill(clock.today().isoformat())
    page.get_by_label("À partir de").fill("14:00")
    page.get_by_role("button", name="Commencer").click()

    expect(page.get_by_text("Fin prévue : 15 h 40")).to_be_visible()
    accessible(page)
    page.get_by_role("link", name="Accueil", exact=True).click()
    page.get_by_label("Minutes").fill("20")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Fin prévue : 15 h 50")).to_be_visible()

    if size == "desk":
        blocks = page.locator(".unfolding-block")
        blocks.filter(has_text="Pause").locator(".unfolding-handle").drag_to(blocks.filter(has_text="Qui fait quoi"))
    else:
        for _ in range(2):
            page.get_by_role("button", name="Plus tard : Pause").click()
    expect(page.locator(".unfolding-block h3").last).to_have_text("Pause")

    for name in ("Fiche d’animation (PDF)", "Programme pour les participants (PDF)"):
        path = page.get_by_role("link", name=name).get_attribute("href")
        assert path
        assert page.request.get(f"{lab.url}{path}").body().startswith(b"%PDF")

    page.get_by_role("link", name="L’horloge du jour").click()
    accessible(page)
    link = page.get_by_role("link", name=re.compile("/deroules/suivre/")).get_attribute("href")
    assert link
    phone = browser.new_context(locale="fr-FR", viewport=WIDTHS["phone"], bypass_csp=True).new_page()
    phone.goto(link)
    expect(phone.get_by_role("heading", name="L’horloge n’est pas lancée")).to_be_visible()

    page.get_by_role("button", name="Commencer maintenant").click()
    expect(phone.locator("#now")).to_contain_text("Accueil")
    expect(phone.locator(".timer-left").last).to_contain_text(re.compile(r"encore (20:00|19:\d\d)"))
    page.get_by_role("button", name="5 minutes de plus").click()
    expect(phone.locator(".timer-left").last).to_contain_text(re.compile(r"encore (25:00|24:\d\d)"))
    page.get_by_role("button", name="Passer à la suite").click()
    expect(phone.locator("#now")).to_contain_text("Le problème, raconté par qui le vit")
    expect(phone.get_by_role("button", name="Passer à la suite")).to_have_count(0)
    accessible(phone)
    accessible(page)
