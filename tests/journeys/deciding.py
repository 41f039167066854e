"""What is done in a sitting: calling it, opening it, deciding, writing the public words, reading them again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.lab import Lab

PARIS = ZoneInfo("Europe/Paris")


def today() -> date:
    """The day it is where the lab lives, whatever the clock of the machine says."""
    return datetime.now(PARIS).date()


def soon() -> datetime:
    """Five minutes from now, where the lab lives; the hour that an autumn night has twice is left out."""
    moment = (datetime.now(UTC) + timedelta(minutes=5)).astimezone(PARIS)
    once = moment.replace(fold=0).utcoffset() == moment.replace(fold=1).utcoffset()
    return moment if once else moment.replace(hour=3, minute=0)


def call_sitting(lab: Lab, page: Page, body: str = "copil") -> str:
    """Call a sitting of its own for a journey; its address."""
    lab.go(page, f"/gouvernance/instances/{body}/convoquer/")
    page.get_by_label(re.compile("^Quand")).fill(f"{soon():%Y-%m-%dT%H:%M}")
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
    page.get_by_role("button", name=re.compile(rf"^(L’ajouter|Dès cette séance) , {re.escape(title)}")).click()
    expect(page.locator("main .card").first).to_contain_text(title)


def coming(lab: Lab, page: Page, body: str = "copil") -> list[str]:
    """The addresses of the sittings of a body that are not held yet, the next first."""
    lab.go(page, "/seances/")
    links = page.locator("main .card").first.locator(f"a[href^='/seances/{body}-']")
    return [str(one) for one in links.evaluate_all("all => all.map(one => one.pathname)")]


def next_sitting(lab: Lab, page: Page, body: str = "copil") -> str:
    """The address of the next sitting of the cadence that is not held yet."""
    return next(one for one in coming(lab, page, body) if re.fullmatch(rf"/seances/{body}-\d{{4}}-\d\d/", one))


def holding(lab: Lab, page: Page, title: str, body: str = "copil") -> str:
    """The address of the sitting on whose agenda an item is: whichever is next for it, on this day and at this hour.

    Nothing when it is on none.
    """
    for address in coming(lab, page, body):
        lab.go(page, f"{address}preparer/")
        if page.get_by_role("link", name=f"Retirer , {title}").count():
            return address
    return ""


def bring_forward(lab: Lab, page: Page, title: str, *, to: str) -> None:
    """Put on a sitting that is held now what is ripe; what awaits another sitting is taken off it first."""
    there = holding(lab, page, title)
    if there == to:
        return
    if there:
        page.get_by_role("link", name=f"Retirer , {title}").click()
        page.get_by_label("Pourquoi").fill("Une séance se tient plus tôt.")
        page.get_by_role("button", name="Retirer ce point").click()
        expect(page.get_by_role("link", name=f"Retirer , {title}")).to_have_count(0)
    add_ripe(lab, page, to, title)


def open_sitting(lab: Lab, page: Page, where: str) -> None:
    """Open it with everybody there; nobody stands in."""
    lab.go(page, f"{where}ouvrir/")
    for line in page.locator("label", has=page.locator("input[name=present]")).all():
        line.get_by_role("checkbox").set_checked("(suppléance)" not in line.inner_text())
    displaced = page.get_by_label("Pourquoi un autre jour que prévu")
    if displaced.count():  # it was called just before midnight
        displaced.fill("Nous sommes réunis.")
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
    page.get_by_role("button", name=f"En parler , {title}").click()
    expect(page.locator("#seance")).to_contain_text("En ce moment")
    page.get_by_role("link", name=f"Décider , {title}").click()
    choose(page, outcome)
    page.get_by_label(re.compile("^Raisons, texte complet")).fill(reasons)


def choose(page: Page, outcome: str) -> None:
    """How the item is closed."""
    page.locator(f"input[name=outcome][value={outcome}]").check()


def reread(page: Page) -> None:
    """Ask to read what would be decided; a refusal comes instead when something is missing."""
    page.get_by_role("button", name="Relire avant de décider").click()


def decided(page: Page) -> str:
    """Read what will be decided, and say that it is; the reference of the decision."""
    reread(page)
    page.get_by_role("button", name="Décider : ").click()
    expect(page).to_have_url(re.compile(r"/decisions/[^/]+/textes/"))
    return page.url.split("/decisions/")[1].split("/")[0]


def preconise(page: Page, lines: Sequence[str], minder: str) -> None:
    """Add preconisations to a decision being written, each with who minds it and a term."""
    for number, words in enumerate(lines):
        page.locator("summary", has_text=f"Préconisation {number + 1}").click()
        page.locator(f"#id_p-{number}-text").fill(words)
        page.locator(f"#id_p-{number}-minder").select_option(label=minder)
        page.locator(f"#id_p-{number}-minder_said").fill("la responsable du laboratoire")
        page.locator(f"#id_p-{number}-term").fill(f"{today() + timedelta(days=60)}")


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
