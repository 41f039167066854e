"""The database is away for a few seconds: said in words, and nothing typed is lost."""

import re

import psycopg
import pytest
from django.db import OperationalError
from django.test import Client
from lxml import html  # type: ignore[import-untyped]  # it has no types of its own

from liamm.features.governance.actions import subjects
from liamm.features.governance.tests.factories import found_bodies
from liamm.site.views import everywhere

pytestmark = pytest.mark.django_db
FORM = "/gouvernance/proposer/"


@pytest.fixture
def client():
    return Client(raise_request_exception=False)


@pytest.fixture
def away(monkeypatch):
    """The search breaks, whatever is asked, as it does when PostgreSQL stops."""

    def down(error):
        def find(*_args, **_kwargs):
            raise OperationalError from error

        monkeypatch.setattr(everywhere, "find", find)

    return down


def test_the_page_says_so_and_when_to_come_back(client, away):
    away(psycopg.OperationalError("connection refused"))
    answer = client.get("/recherche/?q=papiers")
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    text = answer.content.decode()
    assert "La maison se remet en route" in text
    assert 'href="/recherche/?q=papiers"' in text
    assert "Cache-Control" in answer
    english = client.get("/recherche/?q=papiers", headers={"accept-language": "en"}).content.decode()
    assert "The house is starting again" in english


def test_what_is_posted_comes_back_whole_and_once_more_is_enough(client, monkeypatch):
    found_bodies()

    def down(*_args, **_kwargs):
        raise OperationalError from psycopg.errors.AdminShutdown()

    with monkeypatch.context() as patch:
        patch.setattr(subjects, "record", down)
        typed = {"title": 'Une "idée"', "text": "\nPremière ligne\n<b>deuxième</b>", "name": "", "email": ""}
        answer = client.post(FORM, typed)
    assert answer.status_code == 503
    (form,) = html.fromstring(answer.content.decode()).xpath("//main//form")
    assert form.get("action") == FORM
    again = {one.get("name"): one.get("value") for one in form.xpath(".//input")}
    assert again["title"] == typed["title"]
    assert again["text"].strip() == typed["text"].strip()
    assert client.post(FORM, again).status_code == 302


def test_a_password_is_not_written_into_a_page(client, away):
    away(psycopg.OperationalError("connection refused"))
    answer = client.post("/recherche/?q=x", {"password": "secret-de-famille"})
    assert answer.status_code == 503
    assert "secret-de-famille" not in answer.content.decode() + str(answer.headers)
    assert "revenez en arrière" in answer.content.decode()


def test_what_is_broken_here_is_still_our_fault(client, away, monkeypatch):
    monkeypatch.setattr(everywhere, "find", lambda *_a, **_k: 1 / 0)
    assert client.get("/recherche/?q=papiers").status_code == 500
    away(psycopg.errors.QueryCanceled())
    canceled = client.get("/recherche/?q=papiers")
    assert canceled.status_code == 503 or re.search("lâché", canceled.content.decode())
