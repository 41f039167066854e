"""D.4 for events: what is kept of who registered, sent or given to calendars holds no code of the house."""

from datetime import timedelta

import pytest
from django.test import Client

from liamm.features.events.links import own_path
from liamm.features.events.tests.factories import announced, registered, slot
from liamm.features.welcome.jobs import close_codes, send_access_letters
from liamm.features.welcome.links import entry_path
from liamm.features.welcome.tests.factories import code, during
from liamm.features.welcome.tests.test_no_code_left import everything
from liamm.kernel import clock
from liamm.kernel.search.index import find, rebuild

pytestmark = pytest.mark.django_db
CODE = "48397261"


@pytest.fixture
def come(letters):
    """An event in the house to which somebody came, who read the code on their page and in their mail."""
    code(typed=CODE)
    event = announced(slot(place="", rooms=(1,), people=5), slot(14, place="", rooms=(1,), people=5))
    one = registered(event)
    booking = event.sessions.order_by("starts").first().booking
    with during(booking):
        send_access_letters()
        said = [mail for mail in letters() if CODE in mail.body]
        assert {one.mail in mail.to[0] for mail in said} == {True, False}
        shown = Client().post(entry_path(one.pk, booking.pk)).content.decode()
        assert CODE in shown
        rebuild()
    return event, one, booking


def test_no_table_keeps_it_open(come):
    assert [row for row in everything() if CODE in row] == []
    with clock.at(come[2].ends + timedelta(days=61)):
        close_codes()
        rebuild()
        assert [row for row in everything() if CODE in row] == []


def test_no_calendar_table_or_page_says_it_unasked(come, letters):
    event, one, booking = come
    browser = Client()
    browser.force_login(event.organiser)
    with during(booking):
        texts = [
            Client().get(own_path(one)).content.decode(),
            Client().get("/evenements/programme.ics").content.decode(),
            Client().get("/evenements/programme.json").content.decode(),
            browser.post(f"{event.get_absolute_url()}inscrits/tableau/").content.decode(),
            browser.get(f"{event.get_absolute_url()}inscrits/").content.decode(),
        ]
        assert find(event.organiser, CODE) == []
    calendars = [str(part) for mail in letters() for part in (*mail.alternatives, *mail.attachments)]
    assert any("BEGIN:VCALENDAR" in part for part in calendars)
    entries = [part for part in calendars if "BEGIN:VCALENDAR" in part]
    assert [text[:200] for text in (*texts, *entries) if CODE in text] == []
