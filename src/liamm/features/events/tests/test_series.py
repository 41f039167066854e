"""Dates that come again: those that cannot be held are named with their reason, and left in one gesture."""

import re
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.models import Booking
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.tests.factories import booked, local
from liamm.features.charter import bindings
from liamm.features.events.actions import add_dates, plan_event
from liamm.features.events.forms import AgainForm, with_offer
from liamm.features.events.models import Event
from liamm.features.events.series import DatesRefusedError
from liamm.features.events.tests.factories import draft, planned, slot
from liamm.features.events.tests.test_pages import EVENTS, sent, text
from liamm.features.spaces.tests.factories import LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.french import typeset

pytestmark = pytest.mark.django_db
NOW = local(2027, 4, 19, 9)


def weekly(hour=14, times=4):
    """Thursdays from the 22nd of April 2027: the third is Ascension Day, the 6th of May."""
    starts = [local(2027, 4, 22, hour) + timedelta(weeks=number) for number in range(times)]
    return [slot(starts=one, rooms=(1,), place="", people=10) for one in starts]


@pytest.fixture
def team(client):
    with clock.at(NOW - timedelta(days=30)):
        LabSpaceFactory()
        person = TeamMemberFactory()
    client.force_login(person)
    return person


def days(refused):
    return [one.day.isoformat() for one in refused.value.days]


def test_each_date_that_cannot_be_is_named_and_nothing_is_done(team):
    with clock.at(NOW):
        booked(starts=weekly()[1].starts, person=team)
        with pytest.raises(DatesRefusedError) as refused:
            plan_event(team, draft=draft(*weekly()))
        assert days(refused) == ["2027-04-29", "2027-05-06"]
        assert refused.value.all_days == "2027-04-29 2027-05-06"
        assert "2 dates sur 4" in str(refused.value)
        holiday = refused.value.days[1].refusal
        assert "férié" in str(holiday)
        assert holiday.citation
        assert not Event.objects.exists()
        assert Booking.objects.count() == 1


def test_more_dates_of_an_event_alike(team):
    with clock.at(NOW):
        event = planned(*weekly(times=1), person=team)
        with pytest.raises(DatesRefusedError) as refused:
            add_dates(team, event, dates=weekly()[1:])
        assert days(refused) == ["2027-05-06"]
        assert event.sessions.count() == Booking.objects.count() == 1
        with pytest.raises(DatesRefusedError, match="Aucune de ces 2 dates"):
            add_dates(team, event, dates=[weekly()[2], weekly(hour=16)[2]])
        with pytest.raises(BookingRefusedError):
            add_dates(team, event, dates=[weekly()[2]])


def test_elsewhere_the_days_of_the_house_bind_nobody(team):
    with clock.at(NOW):
        dates = [slot(starts=one.starts) for one in weekly()]
        assert planned(*dates, person=team).sessions.count() == 4


def test_in_one_gesture_they_are_left_and_nothing_typed_is_lost(client, team):
    with clock.at(NOW):
        client.force_login(team)
        asked = sent(weekly()[0].starts, again="week", until="2027-05-13", title="Les jeudis")
        refused = text(client.post(f"{EVENTS}nouveau/", asked))
        assert "Une date sur 4 ne se peut pas" in refused
        assert "férié" in refused
        assert 'name="leave" value="2027-05-06"' in refused
        opening = f'href="{reverse("booking:ask_opening")}?day=2027-05-06&amp;starts={asked["starts"]}'
        assert opening in refused
        alone = text(client.post(f"{EVENTS}nouveau/", {**asked, "day": "2027-05-06", "again": "", "until": ""}))
        assert opening in alone
        filled = text(client.post(f"{EVENTS}nouveau/", {**asked, "leave": "2027-05-06"}))
        assert "Sans ces dates" in filled
        assert "Les jeudis" in filled
        assert not Event.objects.exists()
        answer = client.post(f"{EVENTS}nouveau/", {**asked, "left": ["2027-05-06"]})
        event = Event.objects.get()
        assert answer.headers["Location"] == event.get_absolute_url()
        starts = event.sessions.values_list("starts", flat=True)
        assert [timezone.localtime(one).day for one in starts] == [22, 29, 13]
        page = f"{event.get_absolute_url()}dates/"
        more = {**asked, "starts": "17:00", "ends": "18:00"}
        assert "Continuer sans ces dates" in text(client.post(page, more))
        assert "Sans ces dates" in text(client.post(page, {**more, "leave": "2027-05-06"}))
        assert event.sessions.count() == 3
        assert client.post(page, {**more, "left": "2027-05-06"}).status_code == 302
        assert event.sessions.count() == 6
        assert "au moins une date" in text(
            client.post(f"{EVENTS}nouveau/", {**asked, "again": "", "left": "2027-04-22"})
        )


def test_on_a_page_in_english_the_words_of_the_charter_say_that_they_are_french(client, team):
    team.language = "en"
    team.save()
    with clock.at(NOW):
        opening = bindings.opening(clock.today())
        client.force_login(team)
        asked = sent(weekly()[0].starts, again="week", until="2027-05-13", title="Les jeudis")
        refused = client.post(f"{EVENTS}nouveau/", asked).content.decode()
        alone = client.post(f"{EVENTS}nouveau/", {**asked, "day": "2027-05-06", "again": "", "until": ""})
        for page in (refused, alone.content.decode()):
            assert "public holiday" in page
            for words in (opening.value.text, "Ascension", opening.cite().title):
                assert re.search(rf'lang="fr">[^<]*{re.escape(typeset(words))}', page), words
        meeting = client.post(f"{EVENTS}nouveau/", sent(weekly()[0].starts, title="Réunion d’équipe")).content.decode()
        assert re.search(r'lang="fr">[^<]*réunion', meeting)


def test_what_is_no_day_is_not_left():
    data = with_offer(QueryDict("left=demain&leave=2027-05-06+2027-05-13&title=x"))
    assert data.getlist("left") == ["2027-05-06", "2027-05-13", "demain"]
    form = AgainForm(data)
    assert [value for value, _said in form.fields["left"].choices] == ["2027-05-06", "2027-05-13"]
    assert "left" not in AgainForm(QueryDict("left=demain")).fields
