"""S8, the yearly revision, its start: somebody proposes, the team carries it to an agenda, versions can be compared."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import deciding
from tests.journeys.lab import Lab
from tests.journeys.people import together

pytestmark = pytest.mark.journey


def test_s8_start_a_hypothesis_that_the_field_contradicts_is_brought_before_the_copil(
    lab: Lab, browser: Browser, accessible: Callable[[Page], None]
) -> None:
    title = f"Un guide ne suffit pas {uuid4().hex[:6]}"
    address = f"lectrice-{uuid4().hex[:6]}@exemple.example"
    with together(lab, browser) as company:
        citizen, team, chair = company("citizen"), company("team"), company("head")
        lab.go(citizen, "/gouvernance/proposer/")
        citizen.get_by_label("Votre sujet, en une ligne").fill(title)
        citizen.get_by_label("Ce que vous proposez, et pourquoi").fill("Seize remontées disent le contraire.")
        citizen.get_by_label("Votre adresse électronique").fill(address)
        citizen.wait_for_timeout(3200)
        citizen.get_by_role("button", name="Proposer ce sujet").click()
        expect(citizen.locator("main")).to_contain_text("Votre sujet est bien arrivé")
        accessible(citizen)

        lab.go(team, "/gouvernance/sujets/")
        card = team.locator("main .card").filter(has_text=title)
        card.get_by_role("link", name="Le porter à l’ordre du jour").click()
        team.locator("main form").get_by_role("button").last.click()
        expect(team.locator("main")).to_contain_text(title)
        lab.pass_a_night()
        assert deciding.holding(lab, chair, title)
        assert lab.mail_to(address, title)


def test_s8_start_the_version_of_any_day_is_read_and_compared_without_colour(lab: Lab, page: Page, size: str) -> None:
    lab.go(page, "/charte/amendements/")
    page.locator("main a[href*='/charte/diff/']").first.click()
    expect(page.locator("main ins").first).to_be_visible()
    expect(page.locator("main del").first).to_be_visible()
    lab.go(page, "/charte/au/2026-06-01/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    lab.go(page, f"/decisions/?annee={deciding.today() - timedelta(days=180):%Y}")
    page.locator("#results a[href*='/decisions/D-']").last.click()
    expect(page.get_by_role("link", name=re.compile(r"^v4\.0"))).to_be_visible()
