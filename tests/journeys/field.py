"""What is done with what the field says: telling, reading at the desk, merging, crossing, calling, engaging."""

from __future__ import annotations

import re
import time
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.lab import Lab

READING = 3.2  # who sends a form quicker than that is asked to read it again


def tell(lab: Lab, page: Page, story: str, *, mail: str = "", place: str = "", passed_on: bool = False) -> str:
    """Tell a difficulty by the public form; its reference."""
    lab.go(page, "/remonter/")
    opened = time.monotonic()
    page.get_by_label("Que se passe-t-il ?").fill(story)
    if passed_on:
        page.get_by_label(re.compile("pour quelqu’un d’autre")).check()
    if place:
        page.locator("#id_place").fill(place)
    if mail:
        page.get_by_label("Votre courriel").fill(mail)
    page.get_by_label(re.compile("J’ai lu ce que vous ferez")).check()
    page.wait_for_timeout(max(0, READING - (time.monotonic() - opened)) * 1000)
    page.get_by_role("button", name="Envoyer").click()
    return receipt(page)


def receipt(page: Page) -> str:
    """The reference on the receipt."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Merci, nous avons bien reçu")
    found = re.search(r"R-\d{4}-\d+", page.locator("main").inner_text())
    assert found
    return found.group()


def read(lab: Lab, team: Page, reference: str) -> None:
    """Read a signal at the desk, and say so."""
    lab.go(team, f"/terrain/bureau/{reference}/")
    team.get_by_role("button", name="Je l’ai lue").click()
    expect(team.locator("main")).to_contain_text("C’est dit : la personne le sait.")


def open_problem(lab: Lab, team: Page, question: str, references: list[str]) -> str:
    """Open a problem from signals; its reference."""
    lab.go(team, f"/terrain/bureau/problematique/?remontees={references[0]}")
    team.get_by_label("La question").fill(question)
    team.get_by_label(re.compile("^Remontées")).fill(", ".join(references))
    team.get_by_label("Qui est concerné").fill("Des personnes âgées, des agentes d’accueil.")
    team.get_by_label("Ce que l’on sait").fill("Trois venues pour un seul dossier.")
    team.get_by_role("button", name="Ouvrir").click()
    expect(team.get_by_role("heading", level=1)).to_contain_text(question)
    return team.url.rstrip("/").rsplit("/", 1)[1]


def call_community(lab: Lab, team: Page, problem: str, name: str) -> str:
    """Call a community of interest around a problem; its path."""
    lab.go(team, f"/problematiques/{problem}/")
    team.get_by_role("link", name="Lancer un appel").click()
    team.get_by_label("Nom de la communauté").fill(name)
    team.locator("#id_call").fill("À celles et ceux qui voient revenir les mêmes personnes.")
    year = int(team.evaluate("new Date().getFullYear()")) + 1
    team.get_by_label(re.compile("La communauté travaille jusqu’au")).fill(f"{year}-06-30")
    team.get_by_label("Expertises cherchées").fill("accueil\nsavoir d’usage")
    team.locator("main form").get_by_role("button").last.click()
    expect(team.get_by_role("link", name=name).first).to_be_visible()
    team.get_by_role("link", name=name).first.click()
    expect(team.get_by_role("heading", level=1)).to_have_text(name)
    return urlsplit(team.url).path


def engage(lab: Lab, page: Page, community: str, *, meetings: int = 3) -> None:
    """Engage for some meetings, until a day, under the rules."""
    lab.go(page, community)
    page.get_by_role("link", name="M’engager").click()
    page.get_by_label("Combien").fill(str(meetings))
    page.get_by_label("Votre expertise, en quelques mots").fill("accueil")
    page.get_by_label(re.compile("J’accepte les règles")).check()
    page.locator("main form").get_by_role("button", name="M’engager").click()
    expect(page.locator("main")).to_contain_text("Vous êtes engagé ici jusqu’au")
