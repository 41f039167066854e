"""The measures themselves."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from statistics import median

import django

django.setup()

from django.conf import settings  # noqa: E402  # the settings come first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from liamm.features.accounts.models import Person  # noqa: E402
from liamm.features.charter.shipped import adopt_shipped  # noqa: E402
from tests.bench import booking, registering  # noqa: E402  # as above
from tests.bench.load import Errand  # noqa: E402  # as above
from tests.bench.notes import NOTES  # noqa: E402
from tests.bench.pages import GROWTH, PAGES, REFERENCE, Page, Sort  # noqa: E402
from tests.bench.rows import Effort, Row, Sheet  # noqa: E402
from tests.bench.seed import everything  # noqa: E402
from tests.bench.seed.agenda import followed, write_anew  # noqa: E402
from tests.bench.seed.events import open_event  # noqa: E402  # as above
from tests.bench.seed.rooms import refused_drafts, verdict_of  # noqa: E402
from tests.bench.server import House  # noqa: E402

SMALL = 0.1
QUERIES_OF = 5
LINES = 8
"""How many send forms at the same moment."""
CROWD = 200
"""How many ask for one slot at the same moment."""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU of the web process per request, in milliseconds, and how many times that of the reference page."""

    cpu: float
    ratio: float


@dataclass
class Measure:
    """One run: a tenth of the laboratory first, then the whole of it.

    CPU is counted in rounds: the reference page, then the page, so that a machine that is busy with something else
    slows both; the median of the rounds is kept.
    """

    house: House
    sheet: Sheet
    whole: float
    effort: Effort
    connections: Sequence[int]
    growth: bool
    cookies: dict[bool, str] = field(default_factory=dict)

    def run(self) -> None:
        """Fill, start, measure."""
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        adopt_shipped()
        everything(0.0, (SMALL if self.growth else 1.0) * self.whole)
        self._analyse()
        self.sheet.add("cold start of the web process", self.house.start(), "s")
        self._sign_in()
        small = {page: self._cost(page).ratio for page in PAGES if self.growth and page.sort == Sort.LIST}
        if self.growth:
            everything(SMALL * self.whole, self.whole)
            self._analyse()
        self._measure_reference()
        for page in PAGES:
            self._measure(page, small.get(page))
        self._measure_verdict()
        self._measure_feeds()
        self._memory()
        self._measure_writing()

    def _analyse(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")

    def _sign_in(self) -> None:
        self.cookies[False] = f"{settings.LANGUAGE_COOKIE_NAME}=fr"
        client = Client()
        client.force_login(Person.objects.get(email="membre0@banc.example"), settings.AUTHENTICATION_BACKENDS[0])
        self.cookies[True] = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"

    def _measure_reference(self) -> None:
        self.sheet.add(f"{REFERENCE.name} · queries", self._queries(REFERENCE), "queries")
        self.sheet.add(f"{REFERENCE.name} · CPU", self._cost(REFERENCE).cpu, "ms")
        self._latencies(REFERENCE)

    def _measure(self, page: Page, small: float | None) -> None:
        status = max(self.house.status(path, self.cookies[page.team]) for path in page.paths(self.effort.among))
        if status != HTTPStatus.OK:
            said = f"answers {status}"
            self.sheet.rows.append(Row(f"{page.name} · ratio", 0, "×", page.target, ok=False, note=said))
            return
        cost = self._cost(page)
        self.sheet.add(f"{page.name} · queries", self._queries(page), "queries")
        self.sheet.add(f"{page.name} · CPU", cost.cpu, "ms")
        note = NOTES.get(page.name, "") if cost.ratio > page.target else ""
        self.sheet.add(f"{page.name} · ratio", cost.ratio, "×", target=page.target, note=note)
        if small is not None:
            self.sheet.add(f"{page.name} · growth tenfold", cost.ratio / small, "×", target=GROWTH)
        self._latencies(page)

    def _measure_verdict(self) -> None:
        """What a booking breaks in a room that is taken, with its suggestions: rules and reading, without the page."""
        drafts = refused_drafts(self.effort.among)
        rounds, latencies = [], []
        for _ in range(self.effort.rounds):
            reference = self._spent(REFERENCE, self.effort.times // self.effort.rounds)
            before = time.thread_time()
            for draft in drafts:
                begun = time.perf_counter()
                assert verdict_of(draft).offers
                latencies.append((time.perf_counter() - begun) * 1_000)
            spent = (time.thread_time() - before) / len(drafts) * 1_000
            rounds.append((spent, spent / reference))
        with CaptureQueriesContext(connection) as captured:
            verdict_of(drafts[0])
        self._add("verdict and suggestions", len(captured), rounds, target=1.0)
        latencies.sort()
        for name, share in (("p50", 0.5), ("p95", 0.95)):
            found = latencies[int((len(latencies) - 1) * share)]
            self.sheet.add(f"verdict and suggestions · {name} at 1", found, "ms")

    def _add(self, name: str, queries: int, rounds: list[tuple[float, float]], target: float | None = None) -> None:
        self.sheet.add(f"{name} · queries", queries, "queries")
        self.sheet.add(f"{name} · CPU", median(spent for spent, _ in rounds), "ms")
        self.sheet.add(f"{name} · ratio", median(ratio for _, ratio in rounds), "×", target=target)

    def _measure_feeds(self) -> None:
        """Writing a feed, its entries written anew each time; giving one; answering that nothing changed."""
        rounds = []
        for _ in range(self.effort.rounds):
            reference = self._spent(REFERENCE, self.effort.times // self.effort.rounds)
            before = time.thread_time()
            number = write_anew()
            spent = (time.thread_time() - before) * 1_000
            rounds.append((spent, spent / reference))
        with CaptureQueriesContext(connection) as captured:
            write_anew()
        self._add(f"agenda feed of {number:,} entries, written anew", len(captured), rounds)
        address, etag, held = followed(self.house.port)
        self._measure_feed(Page(f"agenda feed of {held:,} entries", address, Sort.LIST, team=False))
        known, name = f"If-None-Match: {etag}\r\n", f"agenda feed of {held:,} entries, unchanged"
        self._measure_feed(Page(name, address, Sort.LIST, team=False, own_target=0.3, headers=known))

    def _measure_feed(self, page: Page) -> None:
        """A calendar program has neither session nor language."""
        cost = self._cost(page)
        self.sheet.add(f"{page.name} · queries", self._queries(page), "queries")
        self.sheet.add(f"{page.name} · CPU", cost.cpu, "ms")
        self.sheet.add(f"{page.name} · ratio", cost.ratio, "×", target=page.own_target)
        self._latencies(page)

    def _measure_writing(self) -> None:
        """What crowds write: registrations for one date, which all lock one row, or for many; bookings, each free."""
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # Django's PostgreSQL has one
        self.house.write_for_real()
        paths = [f"{open_event().get_absolute_url()}inscription/" for _ in range(LINES + 1)]
        one, *others = (registering.opened(self.house, path) for path in paths)
        self._measure_sending("registration", one, "for one date", target=10)
        self._measure_sending("registration among many", registering.Forms(others), f"for {LINES} dates", target=10)
        free = booking.opened(self.house, self.cookies[True])
        self._measure_sending("booking", free, "of a free time each")
        self._measure_crowd(booking.OneSlot(free))

    def _measure_sending(self, name: str, form: registering.Sent, said: str, *, target: float | None = None) -> None:
        """Forms sent on several lines, with the letter that confirms each."""
        warm, number = self.effort.warm_up * LINES, self.effort.times
        registering.answers_to(self.house, form, range(warm), LINES)
        reference = self._spent(REFERENCE, number)
        before = self.house.cpu()
        answers = registering.answers_to(self.house, form, range(warm, warm + number), LINES)
        spent = (self.house.cpu() - before) / number * 1_000
        self._add(name, self._queries_of(form.sent_by(warm + number)), [(spent, spent / reference)])
        self._answered(name, answers, LINES)
        note = f"{number / answers.seconds:.0f} a second {said}, on {LINES} lines, {len(self.house.webs)} web processes"
        self.sheet.add(f"{name} · time of each", answers.seconds / number * 1_000, "ms", target=target, note=note)

    def _measure_crowd(self, form: registering.Sent) -> None:
        """Two hundred who ask for one slot at the same moment: one has it, each reads what else there is."""
        name = f"booking, {CROWD} for one slot"
        answers = registering.answers_to(self.house, form, range(CROWD), CROWD)
        self._answered(name, answers, CROWD)
        note = f"{CROWD / answers.seconds:.0f} answers a second"
        self.sheet.add(f"{name} · time of each", answers.seconds / CROWD * 1_000, "ms", note=note)

    def _answered(self, name: str, answers: registering.Answers, lines: int) -> None:
        for said, share in (("p50", 0.5), ("p95", 0.95)):
            found = answers.each[int((len(answers.each) - 1) * share)] * 1_000
            self.sheet.add(f"{name} · {said} at {lines}", found, "ms")

    def _queries_of(self, sending: registering.Sending) -> int:
        """Those of one form sent, in this process."""
        client = Client(HTTP_HOST="127.0.0.1", HTTP_COOKIE=sending.cookie)
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(sending.path, sending.fields)
        assert answer.status_code == HTTPStatus.FOUND, answer.status_code
        connection.close()
        return len(captured)

    def _cost(self, page: Page) -> Cost:
        each = self.effort.times // self.effort.rounds
        for one in (REFERENCE, page):
            self._spent(one, self.effort.warm_up)
        rounds = [(self._spent(REFERENCE, each), self._spent(page, each)) for _ in range(self.effort.rounds)]
        return Cost(median(spent for _, spent in rounds), median(spent / reference for reference, spent in rounds))

    def _spent(self, page: Page, times: int) -> float:
        before = self.house.cpu()
        self.house.load(self._errand(page), 1, times)
        return max(0.001, (self.house.cpu() - before) / times * 1_000)

    def _errand(self, page: Page) -> Errand:
        cookie, paths = self.cookies[page.team], page.paths(self.effort.among)
        return Errand(paths, cookie, self._stir if page.stirred else None, page.headers)

    def _stir(self) -> None:
        """End a transaction: the state of the database has another name from then on."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_current_xact_id()")
        connection.close()  # each request is asked beside another thread: its connection goes back to the pool

    def _latencies(self, page: Page) -> None:
        for count in self.connections:
            figures = self.house.load(self._errand(page), count, max(count, self.effort.times // 2))
            for name in ("p50", "p95"):
                self.sheet.add(f"{page.name} · {name} at {count}", figures[name], "ms")
            if count == 1:
                self.sheet.add(f"{page.name} · bytes", figures["bytes"], "bytes")

    def _queries(self, page: Page) -> int:
        client = Client(HTTP_HOST="127.0.0.1", HTTP_COOKIE=self.cookies[page.team])
        first, *others = page.paths(QUERIES_OF)
        headers = dict(line.split(": ", 1) for line in page.headers.splitlines())
        client.get(first, headers=headers)
        counts = []
        for path in [first, *others]:
            with CaptureQueriesContext(connection) as captured:
                client.get(path, headers=headers)
            counts.append(len(captured))
        return max(counts)

    def _memory(self) -> None:
        total = 0.0
        for name, process in (("web", self.house.webs[0]), ("worker", self.house.worker)):
            assert process
            size = process.memory_info().rss / 2**20
            total += size
            self.sheet.add(f"memory of the {name} process", size, "MB")
        self.sheet.add("memory of web and worker", total, "MB", target=350)
