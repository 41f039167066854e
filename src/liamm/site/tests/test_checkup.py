"""`liamm check`: each thing that can be wrong is said in one sentence with its mend."""

import smtplib
from argparse import Namespace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection

from liamm.kernel import clock
from liamm.kernel.post.models import Message, MessageState
from liamm.site import options
from liamm.site.checkup import points
from liamm.site.command import check

pytestmark = pytest.mark.django_db


def said(point):
    return " ".join(point())


def message(**fields):
    return Message.objects.create(
        kind="k", topic="t", recipient="r", address="a@example.org", subject="s", text="", html="", **fields
    )


def test_a_database_at_this_version_has_nothing_to_say():
    assert said(points.database) == ""


def test_an_unknown_postgresql_is_named(monkeypatch):
    monkeypatch.setattr(points, "NEWEST_TRIED", 14)
    assert "was never tried" in said(points.database)


def test_pending_migrations_are_told(monkeypatch):
    monkeypatch.setattr(points.MigrationExecutor, "migration_plan", lambda *_: ["one"])
    assert "Run `liamm migrate`" in said(points.database)


def test_a_missing_charter_is_told(monkeypatch):
    assert said(points.charter) == ""
    monkeypatch.setattr(points, "CharterVersion", Message)  # a table that is empty
    assert "No charter is in force" in said(points.charter)


class TestSettings:
    @pytest.fixture(autouse=True)
    def nothing_else(self, settings, monkeypatch):
        settings.SECRET_KEY = "k" * 50
        monkeypatch.setattr(points.env, "unknown", lambda environment: [])

    def test_all_is_well(self, monkeypatch):
        monkeypatch.setattr(options, "PROXIES", "127.0.0.1, 10.0.0.0/8,::1")
        assert said(points.names) == ""
        monkeypatch.setattr(options, "PROXIES", "*")
        assert said(points.names) == ""

    @pytest.mark.parametrize("sender", ["Ti Lab", "", "Ti Lab <lab>"])
    def test_a_sender_without_an_address(self, settings, sender):
        settings.DEFAULT_FROM_EMAIL = sender
        assert "LIAMM_MAIL_FROM is" in said(points.names)
        assert "Write « Name" in said(points.names)

    def test_a_proxy_that_is_none(self, monkeypatch):
        monkeypatch.setattr(options, "PROXIES", "127.0.0.1,foo")
        assert "LIAMM_PROXIES names « foo »" in said(points.names)

    def test_a_short_key_is_not_shown(self, settings):
        settings.SECRET_KEY = "soleil"
        assert "LIAMM_SECRET_KEY holds 6 characters" in said(points.names)
        assert "soleil" not in said(points.names)


class TestMail:
    def test_no_server_is_well_for_a_demonstration_only(self, settings, monkeypatch):
        monkeypatch.setattr(options, "SMTP_HOST", "")
        settings.DEMONSTRATION = True
        assert said(points.mail) == ""
        settings.DEMONSTRATION = False
        assert "Set LIAMM_SMTP_HOST" in said(points.mail)

    def test_a_server_that_does_not_answer(self, settings, monkeypatch):
        monkeypatch.setattr(options, "SMTP_HOST", "127.0.0.1")
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        assert "127.0.0.1:1 does not answer" in said(points.mail)

    def test_a_server_that_refuses_our_name(self, monkeypatch):
        class Refusing:
            def open(self):
                raise smtplib.SMTPAuthenticationError(535, b"no")

        monkeypatch.setattr(options, "SMTP_HOST", "mail.example")
        monkeypatch.setattr(points, "get_connection", lambda *_, **__: Refusing())
        assert "Check LIAMM_SMTP_USER" in said(points.mail)


class TestJobs:
    def test_no_worker(self):
        assert "No worker is alive" in said(points.jobs)

    def test_a_living_worker(self):
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now())")
        assert said(points.jobs) == ""

    def test_late_letters_and_those_given_up(self):
        assert said(points.letters) == ""
        message(message_id="1", due_at=clock.now() - timedelta(hours=1))
        message(message_id="2", state=MessageState.FAILED, last_error="550 unknown")
        assert "1 letters wait for more than ten minutes" in said(points.letters)
        assert "550 unknown" in said(points.letters)


def test_little_room_is_told(monkeypatch):
    monkeypatch.setattr(options, "VAR", options.VAR.parent)
    monkeypatch.setattr(points, "LEAST_FREE", 10**18)
    assert "MB are free" in said(points.disk)


@pytest.mark.parametrize(
    ("address", "demonstration", "words"),
    [
        ("http://127.0.0.1:8000", True, ""),
        ("https://lab.example", False, ""),
        ("http://lab.example", False, "travel in clear"),
        ("https://lab.example", True, "become administrator in one click"),
    ],
)
def test_what_is_open_to_the_world(settings, address, demonstration, words):
    settings.LIAMM_PUBLIC_URL, settings.DEMONSTRATION = address, demonstration
    assert words in said(points.openness)
    assert bool(said(points.openness)) == bool(words)


def test_one_line_a_point_and_the_exit_code(monkeypatch, capsys):
    monkeypatch.setattr(check, "POINTS", {"one": lambda: iter(()), "two": lambda: iter(["Broken. Mend it."])})
    assert check.run(Namespace()) == 1
    assert capsys.readouterr().out == "one       well.\ntwo       Broken. Mend it.\n"
    monkeypatch.setattr(check, "POINTS", {"one": lambda: iter(())})
    assert check.run(Namespace()) == 0


def test_a_point_that_cannot_be_looked_at_does_not_stop_the_others():
    def broken():
        raise DatabaseError("no such\ntable")
        yield

    assert check.complaints(broken) == ["This could not be looked at (no such table). Look at what PostgreSQL says."]
