"""Every page that somebody can reach by links: none is broken, each speaks one language and is for everybody."""

from __future__ import annotations

import httpx
import pytest
from lxml import html
from playwright.sync_api import Page

from liamm.site.demo.guide import GUIDES, guide_of
from tests.journeys.conftest import violations
from tests.journeys.crawling import Crawl, Visit
from tests.journeys.lab import Lab
from tests.journeys.wording import foreign, untold

pytestmark = pytest.mark.journey

EVERYWHERE = ("/",)
HOUSE = ("/gouvernance/", "/seances/", "/points/", "/decisions/", "/preconisations/", "/demandes/", "/registre/")
GROUND = ("/terrain/", "/problematiques/", "/communautes/", "/relais/", "/capacite/", "/projets/", "/organisations/")
PEOPLE = ("/compte/", "/communaute/", "/annuaire/")
# who looks at which part of the house in the browser; the others walk it without
LOOKERS = {
    "citizen": EVERYWHERE,
    "head": HOUSE,
    "team": GROUND,
    "carrier": ("/demandes/", "/projets/"),
    "appraiser": ("/demandes/",),
    "relay": ("/relais/",),
    "member": PEOPLE,
    "copil": ("/seances/",),
    "admin": ("/equipe/",),
}
ENGLISH_TOO = {"citizen", "carrier", "head"}
SMALLEST = {"width": 320, "height": 780}


@pytest.mark.parametrize("who", [guide.key for guide in GUIDES])
def test_every_link_leads_to_a_whole_page_in_ones_language(lab: Lab, who: str) -> None:
    wrong, seen = [], set()
    with lab.client(who) as client:
        crawl = Crawl(lab.url, client)
        for visit in crawl.pages(*doors_of(who)):
            wrong += said_wrong(visit, "fr")
            if who in ENGLISH_TOO and visit.name not in seen and "?" not in visit.name:
                seen.add(visit.name)
                wrong += said_in_english(client, lab.url, visit)
    assert not crawl.broken + wrong, "\n".join(crawl.broken + wrong)


@pytest.mark.parametrize("who", LOOKERS)
def test_every_page_is_for_everybody(lab: Lab, page: Page, who: str) -> None:
    lab.enter(page, who)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    seen: set[str] = set()
    with lab.client(who) as client:
        crawl = Crawl(lab.url, client, within=LOOKERS[who])
        for visit in crawl.pages(*doors_of(who), *LOOKERS[who]):
            if visit.name not in seen:
                seen.add(visit.name)
                wrong += look(page, lab.url + visit.path)
    assert not wrong, "\n".join(wrong)


def doors_of(who: str) -> tuple[str, str]:
    """Where somebody begins to walk."""
    guide = guide_of(who)
    assert guide is not None
    return "/", guide.path


def said_wrong(visit: Visit, language: str) -> list[str]:
    """Words of a page that belong to another language, and the language it says it speaks."""
    found = [f"{visit.path} says {words!r} in {language}" for words in sorted(foreign(visit.tree, language))]
    spoken = visit.tree.get("lang")
    return found if spoken == language else [*found, f"{visit.path} says that it speaks {spoken}"]


def said_in_english(client: httpx.Client, start: str, visit: Visit) -> list[str]:
    """The same page for an English reader, and the words that stayed French."""
    answer = client.get(start + visit.path, headers={"Accept-Language": "en"})
    there = Visit(visit.path, visit.name, html.fromstring(answer.text))
    same = untold(there.tree, visit.tree)
    return [*said_wrong(there, "en"), *(f"{visit.path} keeps {words!r} in French" for words in sorted(same))]


def look(page: Page, address: str) -> list[str]:
    """What is wrong with a page, by day, by night and on the smallest phone."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(address)
    found = [f"{address} by day: {one}" for one in violations(page)]
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    found += [f"{address} by night: {one}" for one in violations(page, only=["color-contrast"])]
    page.set_viewport_size(SMALLEST)
    found += [f"{address} on a small phone: {one}" for one in violations(page, only=["target-size"])]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*found, *([f"{address} scrolls sideways by {wide} px at 320 px"] if wide > 0 else [])]
