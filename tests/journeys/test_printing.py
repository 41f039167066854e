"""What is printed from the browser: no page is left empty because what follows would not stand on it whole."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page

from liamm.features.governance.tests.factories import House

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_a_long_decision_begins_on_its_first_page(live_server, page: Page, tmp_path: Path):
    text = "\n\n".join(f"Les mêmes personnes reviennent, raison {n}." for n in range(1, 61))
    decision = House().published(text=text)
    page.goto(f"{live_server.url}/decisions/{decision.reference}/")
    paper = tmp_path / "decision.pdf"
    page.pdf(path=paper, format="A4")
    first = ["pdftotext", "-layout", "-l", "1", str(paper), "-"]
    said = subprocess.run(first, capture_output=True, check=True, text=True).stdout
    assert "raison 1." in said
    assert "raison 60." not in said
