"""A sitting is held: the chair at a laptop, a member whose phone moves by itself; then four eyes and the register."""

from __future__ import annotations

import re
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import WIDTHS
from tests.journeys.deciding import add_information, call_sitting, open_sitting, read_again, write_public
from tests.journeys.keyboard import Hands
from tests.journeys.lab import Lab

pytestmark = pytest.mark.journey

PRIVATE = "Ce mot ne sort pas de la salle."


def test_a_decision_is_taken_live_read_by_another_and_published(
    lab: Lab, page: Page, browser: Browser, accessible
) -> None:
    lab.enter(page, "head")
    title = f"Les locaux voisins {uuid4().hex[:6]}"
    where = call_sitting(lab, page)
    add_information(lab, page, where, title)

    phone = browser.new_context(locale="fr-FR", viewport=WIDTHS["phone"], bypass_csp=True).new_page()
    lab.enter(phone, "copil")
    lab.go(phone, f"{where}en-seance/")
    expect(phone.get_by_text("La séance n’a pas commencé")).to_be_visible()
    phone.evaluate("window.never_left = true")

    open_sitting(lab, page, where)
    accessible(page)
    expect(phone.get_by_text("à venir").first).to_be_visible()
    page.get_by_role("button", name=f"En parler , {title}").click()
    expect(phone.locator("#seance")).to_contain_text("En ce moment")

    page.get_by_role("link", name=f"Décider , {title}").click()
    accessible(page)
    page.locator("input[name=outcome]").first.check()
    page.get_by_label(re.compile("^Raisons, texte complet")).fill(f"Les deux hôtes en conviennent. {PRIVATE}")
    page.get_by_role("button", name="Relire avant de décider").click()
    accessible(page)
    expect(phone.locator("#seance")).to_contain_text("En ce moment")  # nothing is decided yet
    page.get_by_role("button", name="Revenir au texte").click()
    expect(page.get_by_label(re.compile("^Raisons, texte complet"))).to_have_value(re.compile(PRIVATE))
    page.get_by_role("button", name="Relire avant de décider").click()
    page.get_by_role("button", name="Décider : ").click()
    expect(page).to_have_url(re.compile(r"/decisions/[^/]+/textes/"))
    reference = page.url.split("/decisions/")[1].split("/")[0]
    expect(phone.locator("#seance")).to_contain_text(reference)
    assert phone.evaluate("window.never_left") is True
    accessible(phone)

    write_public(page, title, "Les deux hôtes en conviennent.")
    assert httpx.get(f"{lab.url}/decisions/{reference}/").status_code == 404
    lab.go(phone, f"/decisions/{reference}/relire/")
    accessible(phone)
    read_again(lab, phone, reference)
    phone.context.close()

    public = httpx.get(f"{lab.url}/decisions/{reference}/")
    assert public.status_code == 200
    assert "Les deux hôtes en conviennent." in public.text
    for way in (f"{reference}/", f"{reference}.json", "", "fil.atom", "decisions.csv", "decisions.json"):
        answer = httpx.get(f"{lab.url}/decisions/{way}")
        assert answer.status_code == 200
        assert reference in answer.text, way
        assert PRIVATE not in answer.text, way


def test_the_chair_decides_by_keyboard(lab: Lab, page: Page) -> None:
    lab.enter(page, "head")
    title = f"Un prêt de salle {uuid4().hex[:6]}"
    where = call_sitting(lab, page)
    add_information(lab, page, where, title)
    open_sitting(lab, page, where)

    hands = Hands(page)
    lab.go(page, f"{where}en-seance/")
    hands.press(page.get_by_role("button", name=f"En parler , {title}"))
    expect(page.locator("#seance")).to_contain_text("En ce moment")
    hands.press(page.get_by_role("link", name=f"Décider , {title}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    hands.choose(page.locator("input[name=outcome]").first)
    hands.write(page.get_by_label(re.compile("^Raisons, texte complet")), "Tout le monde en convient.")
    hands.press(page.get_by_role("button", name="Relire avant de décider"))
    hands.press(page.get_by_role("button", name="Décider : "))
    expect(page).to_have_url(re.compile(r"/decisions/[^/]+/textes/"))
    lab.go(page, f"{where}en-seance/")
    hands.press(page.get_by_role("link", name="Clore la séance"))
    hands.press(page.locator("main").get_by_role("button", name="Clore la séance"))
    expect(page.locator("main")).to_contain_text("close")
