"""A real browser for the journeys: Debian's chromium, French, and what every page must hold."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.lab import Lab, opened
from tests.processes.seeds import seeded

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
expect.set_options(timeout=10_000)  # a busy machine is not a failure
AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
WIDTHS = {"desk": ViewportSize(width=1280, height=900), "phone": ViewportSize(width=360, height=780)}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """The browser of the machine; nothing is downloaded."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    return {"executable_path": found, "args": ["--no-sandbox", "--disable-gpu"]}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """People here speak French; the tests may add their own script to a page."""
    return {"locale": "fr-FR", "timezone_id": "Europe/Paris", "bypass_csp": True}


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The whole product with its demonstration, one house for all the journeys of a process."""
    seed = seeded(tmp_path_factory.getbasetemp().parent, "demonstration")
    with opened(tmp_path_factory.mktemp("lab"), seed, LIAMM_DEMO="1") as lab:
        yield lab


@pytest.fixture(params=WIDTHS)
def size(request: pytest.FixtureRequest, page: Page) -> str:
    """The journey is made twice: at a desk and on a phone."""
    page.set_viewport_size(WIDTHS[request.param])
    return str(request.param)


def violations(page: Page, *, only: list[str] | None = None) -> list[str]:
    """What axe finds on a page as shown now; `only` asks for some rules alone."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    asked = {"type": "rule", "values": only} if only else {"type": "tag", "values": RULES}
    found = page.evaluate("asked => axe.run(document, {runOnly: asked, resultTypes: ['violations']})", asked)
    return [f"{one['id']}: {[node['html'][:200] for node in one['nodes']]}" for one in found["violations"]]


@pytest.fixture
def accessible() -> Callable[[Page], None]:
    """Check a page as shown now: no violation that axe knows, no sideways scroll."""

    def check(page: Page) -> None:
        said = violations(page)
        assert not said, f"{page.url}: {said}"
        width = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert width <= 0, f"{page.url} scrolls sideways by {width} px at {page.viewport_size}"

    return check


@pytest.fixture
def signed_in(live_server: Any) -> Callable[[Page, Any], None]:
    """Sign a person in at once: the session is made on the server and its cookie put into the browser."""

    def enter(page: Page, person: Any) -> None:
        client = Client()
        client.force_login(person)
        name = settings.SESSION_COOKIE_NAME
        page.context.clear_cookies()
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return enter
