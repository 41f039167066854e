"""Who comes on a day, for whoever opens the door; and the kind letter of a first visit."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking.tests.factories import booked, opened
from liamm.features.booking.tests.test_pages import text
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.features.welcome.tests.factories import ANNA, answer, code, coming, during, invited
from liamm.kernel import clock
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
DESK = "/maison/accueil/"


def on(booking):
    return f"{DESK}?jour={timezone.localdate(booking.starts).isoformat()}"


class TestFirstVisit:
    def test_a_kind_letter_once(self):
        team = TeamMemberFactory(name="Maëlle Kerguen")
        guest = coming(first_visit=True)
        (letter,) = Message.objects.filter(kind="welcome.first_visit")
        for said in ("première fois", "1 rue de l’Exemple", team.name, "10.", str(guest.booking.booked_by)):
            assert said in letter.text.replace("\u202f", " ")
        answer(guest, first_visit=True)
        assert Message.objects.filter(kind="welcome.first_visit").count() == 1

    def test_not_to_who_knows_the_house(self):
        coming()
        assert not Message.objects.filter(kind="welcome.first_visit").exists()


class TestTheDay:
    def test_who_comes_and_for_the_first_time(self, client):
        booking = booked(title="Lire les courriers")
        coming(booking, ANNA, name="Anna Le Goff", first_visit=True, access_need="Une rampe")
        invited(booking, "bob@exemple.example")
        code(days=(100, 120))
        client.force_login(TeamMemberFactory())
        shown = text(client.get(on(booking)))
        for said in (
            "Lire les courriers",
            "Le salon",
            "Anna Le Goff",
            "Une rampe",
            "2 personnes attendues",
            "1 pour la première fois",
            "1 n’a pas répondu",
            "Aucun code de la porte",
        ):
            assert said in shown
        code(booking, typed="660218")
        assert "Aucun code de la porte" not in text(client.get(on(booking)))

    def test_an_empty_day_and_one_that_is_none(self, client):
        client.force_login(TeamMemberFactory())
        assert "Personne n’est attendu" in text(client.get(f"{DESK}?jour=2031-01-05"))
        for said in ("hier", "0001-01-01", "9999-12-31"):
            assert "Qui vient aujourd’hui" in text(client.get(f"{DESK}?jour={said}"))

    def test_for_the_team_alone(self, client):
        client.force_login(CommunityMemberFactory())
        assert client.get(DESK).status_code == 403

    def test_on_the_home_page_of_the_team(self, client):
        booking = booked(starts=opened(1))
        coming(booking, first_visit=True)
        team, member = TeamMemberFactory(), CommunityMemberFactory()
        with during(booking):
            client.force_login(team)
            assert "1 première venue" in text(client.get("/"))
            client.force_login(member)
            assert "première venue" not in text(client.get("/"))

    def test_it_costs_the_same_whatever_it_holds(self, client, django_assert_num_queries):
        starts = opened()
        first = booked(starts=starts)
        coming(first, ANNA, first_visit=True)
        client.force_login(TeamMemberFactory())
        client.get(on(first))
        with django_assert_num_queries(13):
            client.get(on(first))
        for rooms in ((2,), (3,), (4,)):
            coming(booked(starts=starts, rooms=rooms, people=2), f"p{rooms[0]}@exemple.example")
        with django_assert_num_queries(13):
            client.get(on(first))

    def test_the_home_page_shows_what_is_not_over_and_counts_the_rest(self, client):
        """Six at a glance, with as many queries whatever the day holds."""
        rooms = range(1, 8)
        hour = opened(1)
        over = booked(rooms=(1,), title="Déjà passé", starts=hour, ends=hour + timedelta(minutes=30))
        for number in rooms:
            booked(rooms=(number,), title=f"Salle {number}", starts=hour + timedelta(hours=3), people=1)
        client.force_login(TeamMemberFactory())
        with during(over):
            assert "Déjà passé" in text(client.get("/"))
        with clock.at(over.ends + timedelta(minutes=1)):
            shown = text(client.get("/"))
        assert "Déjà passé" not in shown
        assert sum(f"Salle {number}" in shown for number in rooms) == 6
        assert "1 autre encore" in shown
