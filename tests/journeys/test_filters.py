"""The address of a list that is filtered again and again says each filter once, and nothing that is empty."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_an_address_says_each_filter_once(live_server, page: Page):
    address = f"{live_server.url}/organisations/"
    page.goto(address)
    search = page.locator("form.filters input").first
    name = search.get_attribute("name")
    for words in ("mairie", "papier"):
        search.fill(words)
        search.press("Enter")
        expect(page).to_have_url(f"{address}?{name}={words}")
    search.fill("")
    search.press("Enter")
    expect(page).to_have_url(address)
