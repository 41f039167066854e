"""What is done in a sitting: calling it, opening it, deciding, writing the public words, reading them again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.lab import Lab


def call_sitting(lab: Lab, page: Page, body: str = "copil") -> str:
    """Call a sitting of its own for a journey; its address."""
    lab.go(page, f"/gouvernance/instances/{body}/convoquer/")
    start = datetime.now(ZoneInfo("Europe/Paris")) + timedelta(minutes=5)
    page.get_by_label(re.compile("^Quand")).fill(f"{start:%Y-%m-%dT%H:%M}")
    page.get_by_label(re.compile("^Lieu")).fill("En visioconférence")
    page.get_by_label(re.compile("^Pourquoi maintenant")).fill("Une information qui ne peut attendre.")
    page.get_by_role("button", name="Prévoir cette séance").click()
    expect(page).to_have_url(re.compile(f"/seances/{body}-"))
    return urlsplit(page.url).path


def add_information(lab: Lab, page: Page, where: str, title: str) -> None:
    """Put an item on the agenda by hand."""
    lab.go(page, f"{where}points/")
    page.get_by_label(re.compile("^De quoi il s’agit")).fill(title)
    page.get_by_label(re.compile("^Ce qu’il faut savoir avant")).fill("Les locaux voisins sont libres.")
    page.locator("main").get_by_role("button").last.click()
    expect(page.locator("main")).to_contain_text(title)


def add_ripe(lab: Lab, page: Page, where: str, title: str) -> None:
    """Put what is ripe, or waits for its date, on the agenda."""
    lab.go(page, f"{where}preparer/")
    page.get_by_role("button", name=re.compile(rf"^(L’ajouter|Dès cette séance) : {re.escape(title)}")).click()
    expect(page.locator("main .card").first).to_contain_text(title)


def next_sitting(lab: Lab, page: Page, body: str = "copil") -> str:
    """The address of the next sitting of the cadence that has not begun."""
    lab.go(page, "/seances/")
    coming = page.locator("main .card").first.locator(f"a[href^='/seances/{body}-']")
    addresses = coming.evaluate_all("all => all.map(one => one.pathname)")
    return next(str(one) for one in addresses if re.fullmatch(rf"/seances/{body}-\d{{4}}-\d\d/", one))


def bring_forward(lab: Lab, page: Page, title: str, *, from_: str, to: str) -> None:
    """Take an item off a sitting of the cadence, and put it on one that is held now."""
    lab.go(page, f"{from_}preparer/")
    page.get_by_role("link", name=f"Retirer : {title}").click()
    page.get_by_label("Pourquoi").fill("Une séance se tient plus tôt.")
    page.get_by_role("button", name="Retirer ce point").click()
    expect(page.get_by_role("link", name=f"Retirer : {title}")).to_have_count(0)
    add_ripe(lab, page, to, title)


def open_sitting(lab: Lab, page: Page, where: str) -> None:
    """Open it with everybody there; nobody stands in."""
    lab.go(page, f"{where}ouvrir/")
    for line in page.locator("label", has=page.locator("input[name=present]")).all():
        line.get_by_role("checkbox").set_checked("(suppléance)" not in line.inner_text())
    page.locator("main").get_by_role("button", name="Ouvrir la séance").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("en séance")


def close_sitting(lab: Lab, page: Page, where: str) -> None:
    """Close it when all is said."""
    lab.go(page, f"{where}en-seance/")
    page.get_by_role("link", name="Clore la séance").click()
    page.locator("main").get_by_role("button", name="Clore la séance").click()
    expect(page.locator("main")).to_contain_text("close")


def begin_to_decide(lab: Lab, page: Page, where: str, title: str, outcome: str, reasons: str) -> None:
    """Speak of an item, and fill in how it is closed; the button is left to be pressed."""
    lab.go(page, f"{where}en-seance/")
    page.get_by_role("button", name=f"En parler : {title}").click()
    expect(page.locator("#seance")).to_contain_text("En ce moment")
    page.get_by_role("link", name=f"Décider : {title}").click()
    choose(page, outcome)
    page.get_by_label(re.compile("^Raisons, texte complet")).fill(reasons)


def choose(page: Page, outcome: str) -> None:
    """How the item is closed."""
    page.locator(f"input[name=outcome][value={outcome}]").check()


def decided(page: Page) -> str:
    """Press the button; the reference of the decision."""
    page.get_by_role("button", name="Décider", exact=True).click()
    expect(page).to_have_url(re.compile(r"/decisions/[^/]+/textes/"))
    return page.url.split("/decisions/")[1].split("/")[0]


def preconise(page: Page, lines: Sequence[str], minder: str) -> None:
    """Add preconisations to a decision being written, each with who minds it and a term."""
    for number, words in enumerate(lines):
        page.locator("summary", has_text=f"Préconisation {number + 1}").click()
        page.locator(f"#id_p-{number}-text").fill(words)
        page.locator(f"#id_p-{number}-minder").select_option(label=minder)
        page.locator(f"#id_p-{number}-minder_said").fill("la responsable du laboratoire")
        page.locator(f"#id_p-{number}-term").fill(f"{date.today() + timedelta(days=60)}")  # noqa: DTZ011  # a day to come


def write_public(page: Page, title: str, words: str) -> None:
    """Write what everybody will read, and ask somebody else to read it."""
    page.get_by_label(re.compile("^Titre public")).fill(title)
    page.get_by_label(re.compile("^Texte public")).fill(words)
    page.get_by_role("button", name="Enregistrer et demander la relecture").click()
    expect(page).not_to_have_url(re.compile("/textes/"))


def read_again(lab: Lab, page: Page, reference: str) -> None:
    """Somebody who wrote none of it reads both texts, and they leave."""
    lab.go(page, f"/decisions/{reference}/relire/")
    page.get_by_label(re.compile("^J’ai relu les deux textes")).check()
    page.locator("main form").get_by_role("button").last.click()
    expect(page).to_have_url(re.compile(rf"/decisions/{reference}/$"))
