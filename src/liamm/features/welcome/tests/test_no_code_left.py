"""D.4: whatever the house keeps, once a booking is over, holds no code; nor does it before, but sealed."""

import json
import logging
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from liamm.features.accounts.tests.factories import AdminFactory, TeamMemberFactory
from liamm.features.booking.tests.factories import booked
from liamm.features.welcome import actions
from liamm.features.welcome.enums import Opens
from liamm.features.welcome.jobs import close_codes, send_access_letters
from liamm.features.welcome.keyring import unsealed
from liamm.features.welcome.links import guest_path
from liamm.features.welcome.models import AccessCode
from liamm.features.welcome.tests.factories import code, coming, during
from liamm.kernel import clock
from liamm.kernel.extension import manifests
from liamm.kernel.sealed import Secret
from liamm.kernel.search.index import find, rebuild

pytestmark = pytest.mark.django_db
FIRST, SECOND, CAR_PARK = "48397261", "73519680", "90513427"
CODES = (FIRST, SECOND, CAR_PARK)
QUESTION = "Faut-il longer le canal ?"


def everything():
    """All that the database holds, a line each, every table of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT quote_ident(tablename) FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT {table}::text FROM {table}")
            yield from (f"{table}: {row}" for (row,) in cursor.fetchall())


def held_in(texts):
    return [text[:200] for text in texts for one in CODES if one in str(text)]


@pytest.fixture
def house(caplog, letters, client):
    """A booking whose codes were set, sent, read, lost and replaced, every log of the house being kept."""
    caplog.set_level(logging.DEBUG)
    caplog.set_level(logging.DEBUG, logger="django.db.backends")
    with CaptureQueriesContext(connection):
        return lived(letters, client)


def lived(letters, client):
    team, booking = TeamMemberFactory(), booked()
    first = code(typed=FIRST, by=team)
    code(booking, typed=CAR_PARK, opens=Opens.CAR_PARK, by=team)
    actions.draw_way(team, Opens.DOOR, draft=actions.WayDraft(words=QUESTION))
    guest = coming(booking)
    with during(booking):
        send_access_letters()
        letters()
        path = f"{guest_path(guest)}entrer/"
        assert FIRST in client.post(path).content.decode()
        assert client.post(path, {"paper": "1"}).content.startswith(b"%PDF")
        actions.replace_code(team, first, choice=actions.Choice(typed=Secret(SECOND)), because="Perdu")
        assert any(SECOND in mail.body for mail in letters())
        shown = client.post(path).content.decode()
        assert SECOND in shown
        assert CAR_PARK in shown
        client.force_login(team)
        assert (
            SECOND in client.post(AccessCode.objects.living().get(opens=Opens.DOOR).get_absolute_url()).content.decode()
        )
        rebuild()
    return booking, guest, team


def test_the_database_holds_them_sealed_while_they_serve_and_not_at_all_after(house):
    booking, _guest, _team = house
    assert held_in(everything()) == []
    assert len([one for one in AccessCode.objects.living() if unsealed(one)]) == 2
    with clock.at(booking.ends + timedelta(days=61)):
        close_codes()
        rebuild()
        assert held_in(everything()) == []
        assert not AccessCode.objects.exclude(sealed="").exists()


def test_the_plan_stays_in_no_copy_of_a_letter(house):
    kept = [row for row in everything() if QUESTION in row]
    assert all(row.startswith("welcome_way:") for row in kept)
    assert kept


def test_logs_do_not_say_them(house, caplog):
    said = [f"{one.name} {one.getMessage()}" for one in caplog.get_records("setup")]
    assert any("INSERT INTO" in one for one in said)
    assert held_in(said) == []


def test_nobody_takes_them_away(house):
    booking, _guest, team = house
    with during(booking):
        exported = [
            json.dumps(data.export(person), default=str)
            for manifest in manifests()
            for data in manifest.persons
            for person in (team, booking.booked_by)
        ]
        assert held_in(exported) == []


def test_no_page_says_them_unasked(house):
    booking, guest, team = house
    browser, reader = Client(), Client()
    browser.force_login(AdminFactory())
    reader.force_login(team)
    pages = ["/", booking.get_absolute_url(), "/recherche/?q=code", "/maison/salles/", reverse("welcome:codes")]
    pages += [reverse("welcome:guests", args=[booking.reference])]
    pages += [one.get_absolute_url() for one in AccessCode.objects.all()]
    with during(booking):
        seen = [reader.get(path).content.decode() for path in pages]
        seen.append(Client().get(guest_path(guest)).content.decode())
        seen.append(browser.get("/administration/").content.decode())
        assert find(team, SECOND) == []
    assert held_in(seen) == []
    assert "accesscode" not in seen[-1].lower()
