"""The picture of the README, taken from the demonstration; PICTURE=1 puts a new one in docs."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.lab import Lab
from tests.processes.house import ROOT

pytestmark = pytest.mark.journey

PICTURE = "docs/pictures/project.png"
HEAVIEST = 250_000


def test_the_readme_shows_a_project_and_where_it_comes_from(lab: Lab, page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 1200, "height": 760})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    lab.go(page, "/projets/?q=papiers")
    page.get_by_role("link", name="Les papiers qui reviennent").first.click()
    expect(page.locator("#fil")).to_be_visible()
    page.evaluate("document.fonts.ready")
    taken = ROOT / PICTURE if os.environ.get("PICTURE") else tmp_path / "project.png"
    page.screenshot(path=taken)
    assert 10_000 < taken.stat().st_size < HEAVIEST
    assert (ROOT / PICTURE).stat().st_size < HEAVIEST
    assert PICTURE in (ROOT / "README.md").read_text(encoding="utf-8")
