"""The people of a journey, each at a screen of their own: at a desk, or with a phone in the hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.lab import Lab

DESK = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 780}
WITH_A_PHONE = {"citizen", "relay", "copil", "member", "resident"}


class Company:
    """Whoever takes part in a journey; each comes in once and stays."""

    def __init__(self, lab: Lab, browser: Browser) -> None:
        self.lab = lab
        self.browser = browser
        self._pages: dict[str, Page] = {}

    def __call__(self, who: str) -> Page:
        """The screen of somebody: a kind of person of the demonstration, or an address of theirs."""
        if who not in self._pages:
            page = self._context(who).new_page()
            if "@" in who:
                self.lab.sign_in(page, who)
            else:
                self.lab.enter(page, who)
            self._pages[who] = page
        return self._pages[who]

    def _context(self, who: str) -> BrowserContext:
        size = PHONE if who in WITH_A_PHONE else DESK
        return self.browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", viewport=size, bypass_csp=True)

    def leave(self) -> None:
        """Everybody goes home."""
        for page in self._pages.values():
            page.context.close()


@contextmanager
def together(lab: Lab, browser: Browser) -> Iterator[Company]:
    """People who come in when they are called, and leave at the end."""
    company = Company(lab, browser)
    try:
        yield company
    finally:
        company.leave()
