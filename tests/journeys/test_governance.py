"""Governance in a real browser: the chair's path by keyboard, pages that move by themselves, every page accessible."""

from __future__ import annotations

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Page, expect

from liamm.features.governance.models import Decision
from liamm.features.governance.tests.factories import House

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def house() -> House:
    return House()


def enter(context: BrowserContext, live_server, person) -> Page:
    """A page signed in as someone."""
    client = Client()
    client.force_login(person)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}])
    return context.new_page()


def paths_of(house: House) -> list[str]:
    decision = house.published(text="Les mêmes personnes reviennent **trois fois** pour le même dossier.")
    sitting = decision.sitting
    item = house.item(sitting, title="Un premier rendez-vous qui ouvre les droits", summary="Ce qui se dit au guichet.")
    draft = house.decide(house.item(sitting, title="Eau en tension"), outcome="non-retenue")
    planned = house.sitting()
    return [
        "/gouvernance/",
        "/gouvernance/instances/copil/",
        "/gouvernance/instances/copil/mandats/",
        "/gouvernance/cadre/",
        "/gouvernance/sujets/",
        "/seances/",
        f"/seances/{sitting.slug}/",
        f"/seances/{sitting.slug}/dossier/",
        f"/seances/{sitting.slug}/en-seance/",
        f"/seances/{planned.slug}/preparer/",
        f"/seances/{planned.slug}/ouvrir/",
        f"/points/{item.pk}/decider/",
        f"/points/{item.pk}/deport/",
        f"/points/{item.pk}/notes/",
        f"/decisions/{decision.reference}/",
        f"/decisions/{draft.reference}/",
        f"/decisions/{draft.reference}/textes/",
        "/decisions/",
        "/decisions/donnees/",
        "/preconisations/",
        "/registre/verification/",
    ]


@pytest.mark.parametrize(("width", "light"), [(1280, "light"), (320, "dark")])
def test_every_page_is_accessible(live_server, context, accessible, house, width, light):
    page = enter(context, live_server, house.head)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=light)
    for path in paths_of(house):
        answer = page.goto(f"{live_server.url}{path}")
        assert answer is not None
        assert answer.status == 200, path
        accessible(page)


def test_the_chair_decides_by_keyboard_alone(live_server, context, house):
    sitting = house.open()
    house.item(sitting, title="Les papiers qui reviennent")
    page = enter(context, live_server, house.head)
    page.goto(f"{live_server.url}/seances/{sitting.slug}/en-seance/")
    page.get_by_role("link", name="Décider").focus()
    page.keyboard.press("Enter")
    page.get_by_role("radio", name="Non retenue").focus()
    page.keyboard.press("Space")
    page.get_by_role("textbox", name="Raisons, texte complet").focus()
    page.keyboard.type("Le besoin n’est pas encore décrit par ceux qui le vivent.")
    page.get_by_role("button", name="Relire avant de décider").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Décider : Non retenue").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("C’est décidé")).to_be_visible()
    assert Decision.objects.get().full_text.startswith("Le besoin")
