"""What is done with a request: writing it with others, submitting, appraising, passing its gate, saying its load."""

from __future__ import annotations

import re
from collections.abc import Sequence

from playwright.sync_api import Page, expect

from tests.journeys.lab import Lab, links
from tests.journeys.people import Company

APPRAISERS = ("avis@demo.example", "avis2@demo.example", "avis3@demo.example")


def begin(lab: Lab, page: Page, kind: str, title: str, *, origin: str = "") -> str:
    """Start writing; the reference of the request."""
    lab.go(page, f"/demandes/nouvelle/{f'?de={origin}' if origin else ''}")
    page.locator(f"input[name=kind][value={kind}]").check()
    page.get_by_label("Le sujet, en une ligne").fill(title)
    page.get_by_role("button", name="Commencer à écrire").click()
    return reference_of(page)


def reference_of(page: Page) -> str:
    """The reference of the request that is being written."""
    expect(page).to_have_url(re.compile("/ecrire/"))
    return page.url.split("/demandes/")[1].split("/")[0]


def answer_everything(page: Page) -> None:
    """Fill in every question of the form with something."""
    form = page.locator("main form").filter(has=page.locator("textarea")).first
    for name in form.locator("textarea").evaluate_all("all => all.map(one => one.name)"):
        field = form.locator(f"textarea[name='{name}']")
        if not field.input_value():
            field.fill("Redon" if "terrain" in name else f"Une réponse claire à « {name} », avec un exemple vécu.")
    for name in form.locator("input[type=radio]").evaluate_all("all => [...new Set(all.map(one => one.name))]"):
        form.locator(f"input[name='{name}']").first.check()
    for name in form.locator("input[type=checkbox]").evaluate_all("all => [...new Set(all.map(one => one.name))]"):
        form.locator(f"input[name='{name}']").first.check()


def write(lab: Lab, page: Page, reference: str) -> None:
    """Answer every question and keep it."""
    lab.go(page, f"/demandes/{reference}/ecrire/")
    answer_everything(page)
    page.locator("main").get_by_role("button", name="Enregistrer").first.click()
    expect(page.locator("main")).to_contain_text("C’est enregistré")


def submit(lab: Lab, page: Page, reference: str) -> None:
    """Submit it, word for word as it reads."""
    lab.go(page, f"/demandes/{reference}/deposer/")
    page.get_by_role("button", name="Déposer la demande").click()
    expect(page.locator("main")).to_contain_text("Votre demande est déposée")


def invite_carrier(company: Company, page: Page, reference: str, address: str) -> Page:
    """Ask somebody to carry it too; they say yes from their mail. Their screen."""
    lab = company.lab
    lab.go(page, f"/demandes/{reference}/porteurs/")
    before = len(lab.mails_to(address))
    page.get_by_label("Son adresse électronique").fill(address)
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.locator("main")).to_contain_text(address)
    letter = lab.mail_to(address, "/invitation/", after=before)
    other = company(address)
    other.goto(next(link for link in links(letter) if "/invitation/" in link))
    other.locator("main").get_by_role("button").first.click()
    expect(other.locator("main")).to_contain_text(reference)
    return other


def invite_appraisers(lab: Lab, team: Page, reference: str, addresses: Sequence[str] = APPRAISERS) -> None:
    """Ask people what they think of it."""
    for address in addresses:
        lab.go(team, f"/demandes/{reference}/appreciateurs/")
        team.get_by_label("Qui inviter ?").fill(address)
        team.get_by_role("button", name="Demander son avis").click()
        expect(team.get_by_label("Qui inviter ?")).to_have_value("")


def appraise(lab: Lab, page: Page, reference: str, argument: str, *, step: int = -1) -> None:
    """Say what one thinks of the part of the grid that is open, and send it."""
    lab.go(page, f"/demandes/{reference}/avis/")
    names = page.locator("main input[type=radio]").evaluate_all("all => [...new Set(all.map(one => one.name))]")
    assert names
    for name in names:
        page.locator(f"input[name='{name}']").nth(step).check()
        page.locator(f"textarea[name='{name.replace('-step', '-argument')}']").fill(argument)
    page.get_by_role("button", name="Envoyer cette partie").click()
    expect(page.locator("main")).to_contain_text("Ce que vous avez envoyé")


def state_gate(lab: Lab, page: Page, reference: str, words: str, *, passes: bool = True) -> None:
    """One named person writes what they find of the gate."""
    lab.go(page, f"/demandes/{reference}/filtre/")
    page.get_by_label("Ce qui le montre").fill(words)
    name = "Constater que le filtre est franchi" if passes else "Constater qu’il ne l’est pas"
    page.get_by_role("button", name=name).click()
    expect(page.locator("main")).to_contain_text(words)


def say_load(lab: Lab, team: Page, reference: str, days: int) -> None:
    """Say how many days of facilitation it takes the first month."""
    lab.go(team, f"/demandes/{reference}/charge/")
    team.locator("main input[inputmode], main input[type=number]").first.fill(str(days))
    team.get_by_role("button", name="Enregistrer").click()
    expect(team.locator("main")).to_contain_text("La charge est dite.")
