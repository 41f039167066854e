"""The whole product, open, with its demonstration, and the gestures that every journey makes."""

from __future__ import annotations

import email
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import httpx
from lxml import html
from playwright.sync_api import Page, expect

from liamm.site.postgres import leftover
from tests.processes.house import ROOT, House, until

_NIGHT = "from liamm.features.governance.jobs import fill_agendas, keep_calendar; keep_calendar(); fill_agendas()"
_CODE = re.compile(r"\b([A-Z0-9]{4}-[A-Z0-9]{4})\b")
_LINK = re.compile(r"https?://[^\s<>\"]+")


class Lab:
    """One house in demonstration mode, seen from outside: its pages and the mails it sent."""

    def __init__(self, house: House) -> None:
        self.house = house
        self._mails: dict[str, EmailMessage] = {}

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

    @contextmanager
    def client(self, as_: str) -> Iterator[httpx.Client]:
        """Somebody who reads pages without a browser."""
        with httpx.Client(base_url=self.url, timeout=60, headers={"Accept-Language": "fr"}) as client:
            doors = html.fromstring(client.get("/demonstration/").text)
            [token, *_] = doors.xpath("//form//input[@name='csrfmiddlewaretoken']/@value")
            answer = client.post("/demonstration/entrer/", data={"as": as_, "csrfmiddlewaretoken": token})
            assert answer.status_code == httpx.codes.FOUND, answer.text
            yield client

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
        found: list[str] = []

        def has_come() -> bool:
            subjects = (str(mail["Subject"]) for mail in self.mails_to(address)[after:])
            found[:] = [code[1] for subject in subjects if (code := _CODE.search(subject))]
            return bool(found)

        until(has_come, 30)
        return found[-1]

    def pass_a_night(self) -> None:
        """What the worker does in a night for governance, done now: bodies get their sittings, agendas fill."""
        self.do(_NIGHT)

    def do(self, program: str) -> None:
        """Run a program beside the house, on its database, as its worker does."""
        server = leftover.running(self.house.var / "postgres")
        assert server is not None
        subprocess.run(
            [sys.executable, "-c", f"import django; django.setup(); {program}"],
            check=True,
            cwd=ROOT,
            env=self.house.environment
            | {"LIAMM_DATABASE_URL": server.url, "DJANGO_SETTINGS_MODULE": "liamm.site.settings"},
        )

    def mails_to(self, address: str) -> list[EmailMessage]:
        """All mails that went to an address, the oldest first."""
        for file in sorted((self.house.var / "mail").glob("[0-9]*.eml")):
            if file.name not in self._mails:
                self._mails[file.name] = email.message_from_bytes(
                    file.read_bytes(), _class=EmailMessage, policy=default
                )
        return [mail for mail in self._mails.values() if address in str(mail["Delivered-To"])]

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


@contextmanager
def opened(folder: Path, seed: Path | None = None, **environment: str) -> Iterator[Lab]:
    """A house on a copy of some data, or a new one; closed at the end."""
    folder.mkdir(parents=True, exist_ok=True)
    if seed is not None:
        subprocess.run(["cp", "-a", f"{seed}/.", str(folder / "var")], check=True)
    house = House(folder / "var", **environment)
    try:
        yield Lab(house.start())
    finally:
        house.end()
