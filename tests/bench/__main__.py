"""python -m tests.bench — fill a large laboratory, start the product, measure, print, write var/bench.json."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.rows import Effort, Sheet
from tests.bench.server import House

HERE = Path(__file__).parent
QUICK = os.environ.get("QUICK") == "1"
WHOLE = 0.05 if QUICK else 1.0
EFFORT = Effort(times=24, rounds=3, warm_up=4, among=25) if QUICK else Effort(times=300, rounds=5, warm_up=6, among=200)
CONNECTIONS = (1, 8) if QUICK else (1, 8, 32)
CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run"]


def check_reference() -> None:
    """The reference page must be the one that was frozen."""
    source = (HERE / "reference.py").read_bytes() + (HERE / "templates/reference/page.html").read_bytes()
    assert hashlib.sha256(source).hexdigest() == (HERE / "reference.sha256").read_text().strip()


def main() -> None:
    check_reference()
    house = House()
    try:
        from tests.bench.measure import Measure  # noqa: PLC0415  # needs the settings that the house has just set

        sheet = Sheet()
        Measure(house, sheet, whole=WHOLE, effort=EFFORT, connections=CONNECTIONS, growth=not QUICK).run()
        weigh_first_page(house, sheet)
        sheet.show()
        sheet.save(Path("var/bench.json"), quick=QUICK)
    finally:
        house.stop()


def weigh_first_page(house: House, sheet: Sheet) -> None:
    """The bytes on the wire of the first public page with all that a real browser asks for."""
    received: list[int] = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        page = browser.new_page(locale="fr-FR")
        page.on("requestfinished", lambda request: received.append(request.sizes()["responseBodySize"]))
        page.goto(f"http://127.0.0.1:{house.port}/", wait_until="networkidle")
        browser.close()
    sheet.add("first public page", sum(received) / 1_000, "kB", target=120, note=f"{len(received)} files, as received")


if __name__ == "__main__":
    main()
