"""The whole product, open, with its demonstration, and the gestures that every journey makes."""

from __future__ import annotations

import email
import fcntl
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

from playwright.sync_api import Page, expect

from liamm.site.postgres import leftover
from tests.processes.house import ROOT, House, until

_NIGHT = "import django; django.setup(); from liamm.features.governance.jobs import keep_calendar; keep_calendar()"
_LINK = re.compile(r"https?://[^\s<>\"]+")


class Lab:
    """One house in demonstration mode, seen from outside: its pages and the mails it sent."""

    def __init__(self, house: House) -> None:
        self.house = house

    @property
    def url(self) -> str:
        return self.house.address

    def go(self, page: Page, path: str) -> None:
        """Open a page of the house."""
        answer = page.goto(f"{self.url}{path}")
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"

    def enter(self, page: Page, as_: str = "team") -> None:
        """Come in as one kind of person, by the start page of the demonstration."""
        self.go(page, "/demonstration/")
        page.locator(f"button[name=as][value={as_}]").click()
        page.wait_for_load_state()

    def sign_in(self, page: Page, address: str) -> None:
        """Come in as anybody, with the code that comes by mail."""
        before = len(self.mails_to(address))
        page.context.clear_cookies()
        self.go(page, "/compte/entrer/")
        page.get_by_label("Votre adresse électronique").fill(address)
        page.get_by_role("button", name="Recevoir un code par courriel").click()
        page.get_by_label("Le code").fill(self.code(address, after=before))
        page.get_by_role("button", name="Valider").click()
        expect(page.locator("a.me")).to_be_visible()

    def code(self, address: str, *, after: int = 0) -> str:
        """The code in the newest mail to somebody."""
        text = body(self.mail_to(address, after=after))
        found = re.search(r"^\s*\**([A-Z0-9]{2,4}[- ]?[A-Z0-9]{2,4})\**\s*$", text, re.MULTILINE)
        assert found, text
        return found.group(1)

    def pass_a_night(self) -> None:
        """What the worker does at night for governance, done now: bodies are founded and given their sittings."""
        server = leftover.running(self.house.var / "postgres")
        assert server is not None
        subprocess.run(
            [sys.executable, "-c", _NIGHT],
            check=True,
            cwd=ROOT,
            env=self.house.environment
            | {"LIAMM_DATABASE_URL": server.url, "DJANGO_SETTINGS_MODULE": "liamm.site.settings"},
        )

    def mails_to(self, address: str) -> list[EmailMessage]:
        """All mails that went to an address, the oldest first."""
        files = sorted((self.house.var / "mail").glob("[0-9]*.eml"))
        mails = [email.message_from_bytes(file.read_bytes(), _class=EmailMessage, policy=default) for file in files]
        return [mail for mail in mails if address in str(mail["Delivered-To"])]

    def mail_to(self, address: str, saying: str = "", *, after: int = 0) -> EmailMessage:
        """The newest mail to an address that holds some words, waited for; `after` skips those already there."""
        found: list[EmailMessage] = []

        def has_come() -> bool:
            said = (mail for mail in self.mails_to(address)[after:] if saying in f"{mail['Subject']}\n{body(mail)}")
            found[:] = list(said)
            return bool(found)

        until(has_come, 30)
        return found[-1]


def body(mail: EmailMessage) -> str:
    """The plain text of a mail."""
    part = mail.get_body(("plain",))
    return str(part.get_content()) if part else ""


def links(mail: EmailMessage) -> list[str]:
    """The addresses a mail leads to."""
    return _LINK.findall(body(mail))


def seeded(folder: Path, **environment: str) -> Path:
    """The data of a house that told its demonstration once and was closed; parallel runs wait for the first."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "told").exists():
            house = House(folder / "var", **environment)
            try:
                house.start()
            finally:
                house.end()
            (folder / "told").touch()
    return folder / "var"


@contextmanager
def opened(folder: Path, seed: Path | None = None, **environment: str) -> Iterator[Lab]:
    """A house on a copy of some data, or a new one; closed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    if seed is not None:
        subprocess.run(["cp", "-a", str(seed), str(folder / "var")], check=True)
    house = House(folder / "var", **environment)
    try:
        yield Lab(house.start())
    finally:
        house.end()
