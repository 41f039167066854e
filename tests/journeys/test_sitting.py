"""A sitting is held: the chair at a laptop, a member whose phone moves by itself; then four eyes and the register."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.conftest import WIDTHS
from tests.journeys.keyboard import Hands
from tests.journeys.lab import Lab

pytestmark = pytest.mark.journey

SEATS = {
    "Responsable du laboratoire": "Maëlle Kerguen",
    "Adjointe au responsable": "Rozenn Cadiou",
    "Agent pilotant le projet à la Région Bretagne": "Katell Prigent",
    "Adjoint au SGAR": "Hervé Lozachmeur",
}
PRIVATE = "Ce mot ne sort pas de la salle."


def seat_members(lab: Lab, page: Page) -> None:
    """Write the mandates of the steering committee, unless they are there."""
    for seat, person in SEATS.items():
        lab.go(page, "/gouvernance/instances/copil/mandats/")
        if page.locator("main .card").first.get_by_text(person).count() == 0:
            page.get_by_label(re.compile("^Siège")).select_option(label=seat)
            page.get_by_label(re.compile("^Personne")).select_option(label=person)
            page.get_by_role("button", name="Inscrire ce mandat").click()
            page.wait_for_load_state()


def sittings(lab: Lab, page: Page) -> set[str]:
    """The addresses of the sittings to come."""
    lab.go(page, "/gouvernance/instances/copil/")
    return set(page.locator("main a[href^='/seances/']").evaluate_all("all => all.map(one => one.pathname)"))


def call_sitting(lab: Lab, page: Page, title: str) -> str:
    """Call a sitting of its own for a test, with one item; its address."""
    before = sittings(lab, page)
    lab.go(page, "/gouvernance/instances/copil/convoquer/")
    start = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(minutes=5)
    page.get_by_label(re.compile("^Quand")).fill(f"{start:%Y-%m-%dT%H:%M}")
    page.get_by_label(re.compile("^Pourquoi maintenant")).fill("Une information qui ne peut attendre.")
    page.get_by_role("button", name="Prévoir cette séance").click()
    expect(page).to_have_url(re.compile("/instances/copil/$"))
    [where] = sittings(lab, page) - before
    lab.go(page, f"{where}points/")
    page.get_by_label(re.compile("^De quoi il s’agit")).fill(title)
    page.get_by_label(re.compile("^Ce qu’il faut savoir avant")).fill("Les locaux voisins sont libres.")
    page.locator("main").get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text(title)
    return where


def open_sitting(lab: Lab, page: Page, where: str) -> None:
    """Open it with everybody there."""
    lab.go(page, f"{where}ouvrir/")
    for box in page.locator("input[name=present]").all():
        box.check()
    page.locator("main").get_by_role("button", name="Ouvrir la séance").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("COPIL, en séance")


def test_a_decision_is_taken_live_read_by_another_and_published(
    lab: Lab, page: Page, browser: Browser, accessible
) -> None:
    lab.pass_a_night()
    lab.enter(page, "head")
    seat_members(lab, page)
    title = f"Les locaux voisins {uuid4().hex[:6]}"
    where = call_sitting(lab, page, title)

    phone = browser.new_context(locale="fr-FR", viewport=WIDTHS["phone"], bypass_csp=True).new_page()
    lab.enter(phone, "copil")
    lab.go(phone, f"{where}en-seance/")
    expect(phone.get_by_text("La séance n’a pas commencé")).to_be_visible()
    phone.evaluate("window.never_left = true")

    open_sitting(lab, page, where)
    accessible(page)
    expect(phone.get_by_text("à venir").first).to_be_visible()
    page.get_by_role("button", name=f"En parler : {title}").click()
    expect(phone.locator("#seance")).to_contain_text("En ce moment")

    page.get_by_role("link", name=f"Décider : {title}").click()
    accessible(page)
    page.locator("input[name=outcome]").first.check()
    page.get_by_label(re.compile("^Raisons, texte complet")).fill(f"Les deux hôtes en conviennent. {PRIVATE}")
    page.get_by_role("button", name="Décider").click()
    expect(page).to_have_url(re.compile(r"/decisions/[^/]+/textes/"))
    reference = page.url.split("/decisions/")[1].split("/")[0]
    expect(phone.locator("#seance")).to_contain_text(reference)
    assert phone.evaluate("window.never_left") is True
    accessible(phone)

    page.get_by_label(re.compile("^Titre public")).fill(title)
    page.get_by_label(re.compile("^Texte public")).fill("Les deux hôtes en conviennent.")
    page.get_by_role("button", name="Garder et demander la relecture").click()
    expect(page).not_to_have_url(re.compile("/textes/"))
    assert httpx.get(f"{lab.url}/decisions/{reference}/").status_code == 404
    lab.go(phone, f"/decisions/{reference}/relire/")
    accessible(phone)
    phone.get_by_label(re.compile("^J’ai relu les deux textes")).check()
    phone.locator("main form").get_by_role("button").last.click()
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
    lab.pass_a_night()
    lab.enter(page, "head")
    seat_members(lab, page)
    title = f"Un prêt de salle {uuid4().hex[:6]}"
    where = call_sitting(lab, page, title)
    open_sitting(lab, page, where)

    hands = Hands(page)
    lab.go(page, f"{where}en-seance/")
    hands.press(page.get_by_role("button", name=f"En parler : {title}"))
    expect(page.locator("#seance")).to_contain_text("En ce moment")
    hands.press(page.get_by_role("link", name=f"Décider : {title}"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)
    hands.choose(page.locator("input[name=outcome]").first)
    hands.write(page.get_by_label(re.compile("^Raisons, texte complet")), "Tout le monde en convient.")
    hands.press(page.get_by_role("button", name="Décider"))
    expect(page).to_have_url(re.compile(r"/decisions/[^/]+/textes/"))
    lab.go(page, f"{where}en-seance/")
    hands.press(page.get_by_role("link", name="Clore la séance"))
    hands.press(page.locator("main").get_by_role("button", name="Clore la séance"))
    expect(page.locator("main")).to_contain_text("close")
