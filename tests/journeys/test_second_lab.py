"""Another laboratory on the same code: only its data differ."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.lab import Lab, opened

pytestmark = pytest.mark.journey

SETTINGS = {"LIAMM_LAB": "fabrique-des-causses", "LIAMM_DEMO": "0"}


@pytest.fixture(scope="module")
def other_lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The house of a laboratory with other bodies, grid, rooms and hours."""
    with opened(tmp_path_factory.mktemp("other-lab"), **SETTINGS) as lab:
        yield lab


def test_its_front_door_and_charter_are_its_own(other_lab: Lab, page: Page, size: str, accessible) -> None:
    other_lab.go(page, "/")
    expect(page.get_by_role("link", name="Fabrique des Causses").first).to_be_visible()
    accessible(page)
    assert "Ti Lab" not in page.content()
    assert page.request.get(f"{other_lab.url}/demonstration/").status == 404

    other_lab.go(page, "/charte/")
    accessible(page)
    assert "Ti Lab" not in page.content()
    assert "CODIR" not in page.content()
