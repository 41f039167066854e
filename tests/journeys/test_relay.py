"""A relais passes on what somebody else said, and reads on their own page what it changed."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import field
from tests.journeys.lab import Lab

pytestmark = pytest.mark.journey


def test_a_relais_passes_on_and_reads_what_it_changed(
    lab: Lab, page: Page, size: str, accessible: Callable[[Page], None]
) -> None:
    lab.enter(page, "relay")
    story = f"Une voisine renonce à sa demande, le formulaire lui fait peur {uuid4().hex[:6]}."
    reference = field.tell(lab, page, story, passed_on=True)
    lab.go(page, "/relais/")
    page.get_by_role("link", name="Ronan Baudet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce que vous avez transmis, et ce que cela a changé")
    fresh = page.locator("main .card").filter(has_text=reference)
    expect(fresh).to_contain_text("Nous avons reçu ce que vous avez transmis.")
    older = page.locator("main .card").filter(has_text="a retenu").first  # what they passed on became a project
    expect(older).to_contain_text("le travail commence")
    accessible(page)
    older.get_by_role("link", name="En savoir plus").last.click()
    expect(page).to_have_url(re.compile("/(decisions|projets|communautes|problematiques)/"))
