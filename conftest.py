"""The strict test room: what would only be noticed by a person fails here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import hypothesis
import pytest
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.core.management.commands import flush
from django.db import connection
from django.test.signals import template_rendered

from liamm.kernel.prepared import checking
from liamm.site.options import database_url
from liamm.site.settings.storage import database_at
from tests.postgres import is_ours, model_database, start_test_postgres

hypothesis.settings.register_profile("house", deadline=None)  # a busy machine is not a failure
hypothesis.settings.load_profile("house")

_INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")[^>]*>|\son\w+=\"|\sstyle=\"|<style",
    re.IGNORECASE,
)
PART_OF_THE_SCHEMA = ("territories_", "django_content_type", "auth_permission")
_UNRENDERED = re.compile(r"{{|{%|<c-[a-z]")


def pytest_configure() -> None:
    """One PostgreSQL for the whole run, unless one is set."""
    if not database_url():
        found = database_at(start_test_postgres())
        settings.DATABASES["default"].update({key: found[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")})


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What is told once for a whole module comes first: one worker begins with it, and no other takes a part of it."""
    items.sort(key=lambda item: item.get_closest_marker("told_once") is None)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings: None, django_test_environment: None, django_db_blocker: pytest.FixtureRequest
) -> None:
    """Copy the database of this worker from one that was migrated once for all of them."""
    with django_db_blocker.unblock():
        connection.settings_dict["TEST"]["TEMPLATE"] = model_database(fill)


def fill() -> None:
    """What a database of tests begins with: the tables, and the charter in force."""
    call_command("migrate", interactive=False, verbosity=0)
    make_ready()


def make_ready() -> None:
    """Let the tests that commit for real empty the tables afterwards: TRUNCATE alone is allowed again, here only."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%no_truncate'")
        for name, table in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {name}")
    adopt_charter()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Ready as well where there was nothing to copy; and what is part of the schema stays."""
    with django_db_blocker.unblock():
        make_ready()
    empty_quickly()


def empty_quickly() -> None:
    """Let the tests that commit for real leave in a moment what is part of the schema, and nothing of theirs.

    TRUNCATE would make new files for each of the 150 tables, and Django then write down anew what kinds of things there
    are: two seconds for each such test. On a server of ours the rows are deleted instead, without asking the triggers
    that keep the ledger; as with TRUNCATE, once whoever still writes has ended.
    """
    empty = connection.ops.sql_flush

    def empty_the_rest(style: object, tables: list[str], **options: object) -> list[str]:
        rest = [table for table in tables if not table.startswith(PART_OF_THE_SCHEMA)]
        if is_ours():
            names = [connection.ops.quote_name(table) for table in rest]
            emptied = [
                f"LOCK TABLE {', '.join(names)} IN ACCESS EXCLUSIVE MODE",
                "SET LOCAL session_replication_role = replica",
                *(f"DELETE FROM {name}" for name in names),  # noqa: S608  # names of our own tables
            ]
        else:
            emptied = empty(style, rest, **options)
        return [*emptied, r"DELETE FROM territories_territory WHERE code ~ '^T\d{4}$'"]

    connection.ops.sql_flush = empty_the_rest
    flush.emit_post_migrate_signal = lambda *_, **__: None


def adopt_charter() -> None:
    """Put the charter of the lab in force when it is not, and leave ledger, index and jobs as they were: empty."""
    from liamm.features.charter.bindings import store
    from liamm.features.charter.shipped import adopt_shipped

    store.forget()
    if adopt_shipped():
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE ledger_entry, search_searchentry, procrastinate_jobs CASCADE")
    store.versions()


@pytest.fixture(scope="session")
def put_charter_in_force(django_db_setup: None) -> Callable[[], None]:
    """For what is prepared once for several tests, maybe just after one that emptied the tables."""
    return adopt_charter


@pytest.fixture(autouse=True)
def charter(request: pytest.FixtureRequest) -> None:
    """The charter of the lab is in force, and read, before each test that uses the database."""
    if request.node.get_closest_marker("django_db") or {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue("db")
        adopt_charter()


@pytest.fixture(scope="session", autouse=True)
def prepared_reads_compared() -> None:
    """Each call of a prepared read asks what its queryset would have asked, or the test fails."""
    checking.ON = True


@pytest.fixture(autouse=True)
def strict_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail on inline script or style, on a template tag that reached the page, on errors that are summed up twice."""
    from django.test import Client

    ask = Client.request

    def request(self: Client, **environ: object):
        response = ask(self, **environ)
        kind = response.headers.get("Content-Type", "")
        if (
            kind.startswith("text/html")
            and not response.streaming
            and not response.wsgi_request.path.startswith("/administration/")
        ):
            text = response.content.decode()
            assert not _INLINE.search(text), _INLINE.search(text)
            assert not _UNRENDERED.search(text), _UNRENDERED.search(text)
            assert text.count('id="erreurs"') <= 1, "what is left to mend is said twice"
        return response

    monkeypatch.setattr(Client, "request", request)


@pytest.fixture
def drain() -> Callable[[], int]:
    """Do the waiting jobs now, in order; returns how many."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.models import ProcrastinateJob

    def run() -> int:
        done = 0
        while waiting := list(ProcrastinateJob.objects.filter(status="todo").order_by("id")):
            for row in waiting:
                with connection.cursor() as cursor:
                    cursor.execute("DELETE FROM procrastinate_events WHERE job_id = %s", [row.id])
                    cursor.execute("DELETE FROM procrastinate_jobs WHERE id = %s", [row.id])
                app.tasks[row.task_name].func(**row.args)
                done += 1
        return done

    return run


@pytest.fixture
def letters() -> Callable[[], list[mail.EmailMultiAlternatives]]:
    """Send what the outbox holds and give all the mails sent since the test began."""
    from liamm.kernel.post.sender import send_due

    def send() -> list[mail.EmailMultiAlternatives]:
        send_due()
        return mail.outbox

    return send


@pytest.fixture(scope="session", autouse=True)
def rendered_templates() -> Iterator[set[str]]:
    """The templates that were rendered in this session (read by the architecture test of templates)."""
    seen: set[str] = set()

    def note(sender: object, template: object, **_: object) -> None:
        seen.add(str(getattr(template, "name", "")))

    template_rendered.connect(note)
    yield seen
    template_rendered.disconnect(note)
