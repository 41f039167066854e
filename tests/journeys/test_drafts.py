"""What somebody signed in writes is kept on their device until the house has it, and goes when they sign out."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from liamm.features.accounts.models import Person
from liamm.features.projects.tests.factories import carrier_of, opened

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def enter(page: Page, url: str, person: Person) -> None:
    client = Client()
    client.force_login(person)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": url}])


def test_a_text_survives_the_end_of_a_session(live_server, page: Page) -> None:
    project = opened()
    enter(page, live_server.url, carrier_of(project))
    journal = f"{live_server.url}/projets/{project.reference}/journal/"
    page.goto(journal)
    text, awake = page.get_by_label("Ce qui s’est passé"), page.locator("form liamm-draft")
    expect(awake).to_be_attached()
    text.fill("Une immersion à Carhaix.")
    expect(page.get_by_text("gardé sur cet appareil tant")).to_be_visible()
    page.context.clear_cookies()
    page.goto(journal)
    expect(page).to_have_url(f"{live_server.url}/compte/entrer/?next=/projets/{project.reference}/journal/")
    enter(page, live_server.url, carrier_of(project))
    page.goto(journal)
    expect(text).to_have_value("")
    page.get_by_role("button", name="Le reprendre").click()
    expect(text).to_have_value("Une immersion à Carhaix.")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("C’est dans le journal.")).to_be_visible()
    page.goto(journal)
    expect(page.get_by_role("button", name="Le reprendre")).to_have_count(0)
    expect(awake).to_be_attached()
    text.fill("Encore autre chose.")
    expect(page.get_by_text("gardé sur cet appareil tant")).to_be_visible()
    page.goto(f"{live_server.url}/compte/sortir/")
    page.get_by_role("main").get_by_role("button", name="Sortir").click()
    page.wait_for_url(f"{live_server.url}/")
    kept = page.evaluate("() => Object.keys(localStorage).filter(key => key.startsWith('liamm.draft.'))")
    assert kept == []
