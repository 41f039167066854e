"""People come, or do not: said at the door or from the mail, asked once, then the room goes to others."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.tests.factories import TeamMemberFactory
from liamm.features.booking import actions, jobs
from liamm.features.booking.arriving import patience_for
from liamm.features.booking.models import Booking, Occupation
from liamm.features.booking.options import link_of
from liamm.features.booking.rules.arriving import Patience, asked_at, opens_at, released_at
from liamm.features.booking.tests.factories import booked, draft, local, opened
from liamm.features.booking.tests.test_options import without_usages
from liamm.features.booking.tests.test_pages import text
from liamm.features.booking.tests.test_waiting import wait
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder, Refused
from liamm.kernel.actions import DomainError

NOON = local(2026, 9, 1, 12)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
PATIENCE = Patience(30 * MINUTE, 20 * MINUTE, 4 * HOUR, 60 * MINUTE)


class TestRules:
    def test_how_long_the_house_waits(self):
        assert opens_at(NOON, PATIENCE) == NOON - 30 * MINUTE
        assert released_at(NOON, NOON + 2 * HOUR, PATIENCE) == NOON + 20 * MINUTE
        assert released_at(NOON, NOON + 8 * HOUR, PATIENCE) == NOON + 60 * MINUTE
        assert released_at(NOON, NOON + 50 * MINUTE, PATIENCE) == NOON + 20 * MINUTE
        assert released_at(NOON, NOON + 49 * MINUTE, PATIENCE) is None
        assert asked_at(NOON, NOON + 20 * MINUTE) == NOON + 10 * MINUTE

    @given(st.integers(5, 14 * 60))
    def test_it_is_asked_first_and_half_an_hour_is_left(self, length):
        ends = NOON + length * MINUTE
        released = released_at(NOON, ends, PATIENCE)
        if released:
            assert NOON < asked_at(NOON, released) < released <= ends - 30 * MINUTE


@pytest.fixture
def one(db):
    return booked(starts=opened(20))


@pytest.mark.django_db
class TestComing:
    @pytest.mark.parametrize("who", ["booker", "link", "team"])
    def test_said_by_whom_it_concerns(self, one, who):
        actor = {"booker": one.booked_by, "link": LinkHolder(one.pk), "team": TeamMemberFactory()}[who]
        with clock.at(one.starts - 30 * MINUTE):
            assert actions.confirm_arrival(actor, one).arrived_at == clock.now()
            with pytest.raises(DomainError, match="déjà noté"):
                actions.confirm_arrival(actor, one)
        with clock.at(one.starts + HOUR):
            jobs.keep_arrivals()
        one.refresh_from_db()
        assert one.state == "confirmed"

    def test_too_early_too_late_or_somebody_else(self, one):
        with clock.at(one.starts - 31 * MINUTE), pytest.raises(DomainError, match="en avance") as caught:
            actions.confirm_arrival(one.booked_by, one)
        assert "à partir de" in caught.value.nearest
        with clock.at(one.ends), pytest.raises(DomainError, match="n’attend personne"):
            actions.confirm_arrival(one.booked_by, one)
        with clock.at(one.starts), pytest.raises(Refused):
            actions.confirm_arrival(CommunityMemberFactory(), one)

    def test_being_there_says_yes_to_what_was_offered(self, one):
        waiting = wait(one)
        with clock.at(one.starts + 20 * MINUTE):
            actions.cancel_booking(one.booked_by, one, reason="x")
            waiting.refresh_from_db()
            came = actions.confirm_arrival(LinkHolder(waiting.offered_id), waiting.offered)
        waiting.refresh_from_db()
        assert (came.state, waiting.state) == ("confirmed", "served")

    def test_what_moves_to_another_time_is_awaited_anew(self, one):
        with clock.at(one.starts):
            actions.confirm_arrival(one.booked_by, one)
            later = draft(starts=one.starts + 2 * HOUR)
            one = actions.change_booking(one.booked_by, one, draft=later, seen=one.sequence)
        assert one.arrived_at is None


@pytest.mark.django_db
class TestNobody:
    def test_asked_once_then_given_back_to_who_waits(self, one, letters):
        waiting = wait(one)
        letters()
        with clock.at(one.starts + 9 * MINUTE):
            jobs.keep_arrivals()
            with pytest.raises(DomainError, match="pas le moment"):
                actions.ask_arrival(SYSTEM, one)
            with pytest.raises(DomainError, match="attend encore"):
                actions.release_booking(SYSTEM, one)
            assert len(letters()) == 2
        with clock.at(one.starts + 10 * MINUTE):
            for _turn in range(2):
                jobs.keep_arrivals()
            assert "Êtes-vous là" in letters()[-1].subject
            assert link_of(one).partition(":")[0] in letters()[-1].body  # signed at another second
            assert len(letters()) == 3
        with clock.at(one.starts + 20 * MINUTE):
            for _turn in range(2):
                jobs.keep_arrivals()
            subjects = [mail.subject for mail in letters()[3:]]
            with pytest.raises(DomainError, match="Personne n’était là"):
                actions.confirm_arrival(one.booked_by, one)
        one.refresh_from_db()
        waiting.refresh_from_db()
        assert (one.state, one.sequence, one.is_coming) == ("released", 1, False)
        assert ["pas vus" in said for said in subjects] == [True, False]
        assert (waiting.state, waiting.offered.starts) == ("offered", one.starts + 30 * MINUTE)

    def test_restored_by_the_team_while_it_is_free(self, one, letters):
        with clock.at(one.starts + 20 * MINUTE):
            jobs.keep_arrivals()
            with pytest.raises(Refused):
                actions.restore_booking(one.booked_by, one)
            back = actions.restore_booking(TeamMemberFactory(), one)
            assert (back.state, back.arrived_at) == ("confirmed", clock.now())
            assert one.occupations.filter(living=True).count() == 1
            assert "de nouveau à vous" in letters()[-1].subject
            with pytest.raises(DomainError, match="ne se rétablit pas"):
                actions.restore_booking(TeamMemberFactory(), one)

    def test_not_restored_over_somebody(self, one):
        with clock.at(one.starts + 20 * MINUTE):
            jobs.keep_arrivals()
            booked(starts=one.starts + HOUR, hours=1)
            with pytest.raises(DomainError, match="quelqu’un d’autre"):
                actions.restore_booking(TeamMemberFactory(), one)
        one.refresh_from_db()
        assert one.state == "released"

    def test_a_whole_day_is_waited_for_longer(self, db):
        day = booked(starts=opened(20, hour=9), hours=8)
        with clock.at(day.starts + 59 * MINUTE):
            jobs.keep_arrivals()
        day.refresh_from_db()
        assert (day.state, day.arrival_asked) == ("confirmed", True)
        with clock.at(day.starts + HOUR):
            jobs.keep_arrivals()
        day.refresh_from_db()
        assert day.state == "released"

    def test_of_somebody_who_left(self, one, letters):
        Booking.objects.update(booked_by=None)
        sent = len(letters())
        for minutes in (10, 20):
            with clock.at(one.starts + minutes * MINUTE):
                jobs.keep_arrivals()
        with clock.at(one.starts + HOUR):
            actions.restore_booking(TeamMemberFactory(), one)
            assert len(letters()) == sent

    def test_a_house_that_asks_nobody_waits_for_ever(self, one, monkeypatch):
        without_usages(monkeypatch)
        assert patience_for(one) is None
        with clock.at(one.starts + HOUR):
            jobs.keep_arrivals()
            with pytest.raises(DomainError, match="n’attend personne"):
                actions.confirm_arrival(one.booked_by, one)
        one.refresh_from_db()
        assert one.state == "confirmed"


@pytest.mark.django_db
class TestPages:
    DOOR = "/maison/salles/1/arrivee/"

    def test_at_the_door_without_names(self, client, one, django_assert_num_queries):
        with clock.at(one.starts + 5 * MINUTE):
            shown = text(client.get(self.DOOR))
            for hidden in (one.title, str(one.booked_by), one.reference, "Nous sommes là"):
                assert hidden not in shown
            for said in ("14 h", "Sans nouvelles à 14 h 20", "Ou connectez-vous"):
                assert said in shown
            assert client.post(self.DOOR, {"reference": one.reference}).status_code == 404
            client.force_login(CommunityMemberFactory())
            assert "Nous sommes là" not in text(client.get(self.DOOR))
            assert client.post(self.DOOR, {"reference": one.reference}).status_code == 403
            client.force_login(one.booked_by)
            client.get(self.DOOR)
            booked(starts=one.starts + 3 * HOUR)
            with django_assert_num_queries(5):
                assert "Nous sommes là" in text(client.get(self.DOOR))
            assert "C’est noté" in text(client.post(self.DOOR, {"reference": one.reference}, follow=True))
            assert "occupée" in text(client.get(self.DOOR))
            assert "déjà noté" in text(client.post(self.DOOR, {"reference": one.reference}, follow=True))
            assert "on y est depuis" in text(client.get(link_of(one)))
        assert client.get("/maison/salles/99/arrivee/").status_code == 404

    def test_early_then_nothing(self, client, one):
        client.force_login(one.booked_by)
        with clock.at(one.starts - 2 * HOUR):
            assert "à partir de 13 h 30" in text(client.get(self.DOOR))
            assert "À partir de" in text(client.get(link_of(one)))
        with clock.at(one.ends):
            assert "Rien n’est réservé" in text(client.get(self.DOOR))

    def test_from_the_mail_and_from_its_page(self, client, one, letters):
        (link,) = re.findall(r"/maison/salles/reservation/[^/]+/", letters()[0].body)
        with clock.at(one.starts):
            assert "Nous sommes là" in text(client.get(link))
            assert "C’est noté" in text(client.post(link, {"act": "arrive"}, follow=True))
        other = booked(rooms=(2,), starts=one.starts)
        client.force_login(other.booked_by)
        with clock.at(other.starts):
            assert "Nous sommes là" in text(client.get(other.get_absolute_url()))
            assert "C’est noté" in text(client.post(f"{other.get_absolute_url()}arrivee/", follow=True))

    def test_given_back_and_restored(self, client, one):
        with clock.at(one.starts + 20 * MINUTE):
            jobs.keep_arrivals()
            assert "rendue : personne n’est venu" in text(client.get(self.DOOR))
            assert "Personne n’est venu" in text(client.get(link_of(one)))
            client.force_login(one.booked_by)
            assert "leur rendre la salle" not in text(client.get(one.get_absolute_url()))
            where = f"{one.get_absolute_url()}retablir/"
            assert client.post(where).status_code == 403
            client.force_login(TeamMemberFactory())
            assert "leur rendre la salle" in text(client.get(one.get_absolute_url()))
            assert "de nouveau à eux" in text(client.post(where, follow=True))
            assert "ne se rétablit pas" in text(client.post(where, follow=True))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_they_come_as_it_is_given_back_and_others_wait():
    """Either they are there and keep it, or the first in line is offered it: never for two, never for none."""
    one = booked(starts=opened(20))
    waiting = wait(one)
    barrier = Barrier(12)

    def run(place):
        try:
            barrier.wait(timeout=60)
            with clock.at(one.starts + 20 * MINUTE):
                if place % 2:
                    return actions.release_booking(SYSTEM, one).state
                return actions.confirm_arrival(one.booked_by, one).state
        except DomainError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=12) as pool:
        (won,) = [state for state in pool.map(run, range(12)) if state]
    one.refresh_from_db()
    waiting.refresh_from_db()
    assert (one.state, waiting.state) in {("confirmed", "waiting"), ("released", "offered")}
    assert one.state == won
    assert Occupation.objects.filter(living=True).count() == 1
