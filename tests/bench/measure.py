"""The measures themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus

import django

django.setup()

from django.conf import settings  # noqa: E402  # the settings come first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from liamm.features.accounts.models import Person  # noqa: E402
from liamm.features.charter.shipped import adopt_shipped  # noqa: E402
from tests.bench.pages import GROWTH, PAGES, TARGETS, Page, Sort  # noqa: E402
from tests.bench.rows import Row, Sheet  # noqa: E402
from tests.bench.seed import everything, names  # noqa: E402
from tests.bench.server import House  # noqa: E402

SMALL = 0.1


@dataclass
class Measure:
    """One run: a tenth of the laboratory first, then the whole of it."""

    house: House
    sheet: Sheet
    whole: float
    times: int
    connections: Sequence[int]
    growth: bool
    cookies: dict[bool, str] = field(default_factory=dict)
    reference: float = 0.0

    def run(self) -> None:
        """Fill, start, measure."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        adopt_shipped()
        everything(0.0, SMALL * self.whole)
        self._analyse()
        self.sheet.add("cold start of the web process", self.house.start(), "s")
        self._sign_in()
        small = {page: self._cpu(page) for page in PAGES if self._grows(page)}
        everything(SMALL * self.whole, self.whole)
        self._analyse()
        self._measure_pages(small)
        self._memory()

    def _grows(self, page: Page) -> bool:
        """Whether the page is measured on a tenth of the laboratory too."""
        wanted = self.growth and page.sort == Sort.LIST
        return wanted and self.house.status(page.path.format(**names()), self.cookies[page.team]) == HTTPStatus.OK

    def _analyse(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def _sign_in(self) -> None:
        self.cookies[False] = f"{settings.LANGUAGE_COOKIE_NAME}=fr"
        client = Client()
        client.force_login(Person.objects.get(email="membre0@banc.example"), settings.AUTHENTICATION_BACKENDS[0])
        self.cookies[True] = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def _measure_pages(self, small: dict[Page, float]) -> None:
        self.reference = self._cpu(Page("reference", "/reference/", Sort.LIST))
        self.sheet.add("reference page · CPU", self.reference, "ms")
        for count in self.connections:
            self._latency(Page("reference page", "/reference/", Sort.LIST), count)
        for page in PAGES:
            self._measure(page, small.get(page))

    def _measure(self, page: Page, small: float | None) -> None:
        status = self.house.status(page.path.format(**names()), self.cookies[page.team])
        if status != HTTPStatus.OK:
            self.sheet.rows.append(
                Row(f"{page.name} · ratio", 0, "×", TARGETS[page.sort], ok=False, note=f"answers {status}")
            )
            return
        cpu = self._cpu(page)
        self.sheet.add(f"{page.name} · queries", self._queries(page), "queries")
        self.sheet.add(f"{page.name} · CPU", cpu, "ms")
        self.sheet.add(f"{page.name} · ratio", cpu / self.reference, "×", target=TARGETS[page.sort])
        if small is not None:
            self.sheet.add(f"{page.name} · growth tenfold", cpu / small, "×", target=GROWTH)
        for count in self.connections:
            self._latency(page, count)

    def _cpu(self, page: Page) -> float:
        """Milliseconds of CPU of the web process per request, one connection, after a warm-up."""
        path, cookie = page.path.format(**names()), self.cookies[page.team]
        self.house.load(path, cookie, 1, 20)
        before = self.house.cpu()
        self.house.load(path, cookie, 1, self.times)
        return (self.house.cpu() - before) / self.times * 1_000

    def _latency(self, page: Page, count: int) -> None:
        figures = self.house.load(page.path.format(**names()), self.cookies[page.team], count, self.times)
        for name in ("p50", "p95"):
            self.sheet.add(f"{page.name} · {name} at {count}", figures[name], "ms")
        if count == 1:
            self.sheet.add(f"{page.name} · bytes", figures["bytes"], "bytes")

    def _queries(self, page: Page) -> int:
        client = Client(HTTP_HOST="127.0.0.1", HTTP_COOKIE=self.cookies[page.team])
        path = page.path.format(**names())
        client.get(path)
        with CaptureQueriesContext(connection) as captured:
            client.get(path)
        return len(captured)

    def _memory(self) -> None:
        total = 0.0
        for name, process in (("web", self.house.web), ("worker", self.house.worker)):
            assert process
            size = process.memory_info().rss / 2**20
            total += size
            self.sheet.add(f"memory of the {name} process", size, "MB")
        self.sheet.add("memory of web and worker", total, "MB", target=350)
