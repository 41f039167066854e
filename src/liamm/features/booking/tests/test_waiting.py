"""Waiting for a room that is taken: the first in line has it once it is free, never two, and nobody is forgotten."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.booking import actions, jobs, purposes, reactions, serving
from liamm.features.booking.enums import WaitingState
from liamm.features.booking.house import known_on
from liamm.features.booking.manifest import manifest
from liamm.features.booking.models import Booking, Occupation, Waiting
from liamm.features.booking.occupying import lock_rooms
from liamm.features.booking.policies import Permission, policy
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.rules.waiting import Waiter, ahead_of, answer_term, in_order, left_of
from liamm.features.booking.taking import held_rooms
from liamm.features.booking.tests.factories import booked, contributing, draft, local, opened
from liamm.features.booking.tests.houses import ask as asked_for
from liamm.features.booking.tests.test_options import without_usages
from liamm.features.booking.tests.test_pages import sent, text
from liamm.features.booking.waiting import before, link_to, read_token
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.model import uuid7
from liamm.kernel.tests.racing import at_once

NOON = local(2026, 9, 1, 12)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
CLASSES = ["lab-project", "public-innovation"]


class TestRules:
    @given(st.permutations([("lab-project", 3), ("lab-project", 5), ("public-innovation", 1), ("", 0), ("?", 2)]))
    def test_a_project_first_then_as_they_asked_whatever_the_order(self, given_in):
        waiters = [Waiter(uuid7(), priority, NOON + since * HOUR) for priority, since in given_in]
        ordered = in_order(waiters, CLASSES)
        assert [one.since for one in ordered] == [NOON + since * HOUR for since in (3, 5, 1, 0, 2)]
        assert [ahead_of(one.key, waiters, CLASSES) for one in ordered] == [0, 1, 2, 3, 4]

    def test_what_is_left_of_it(self):
        asked = asked_for(NOON, 2)
        assert left_of(asked, NOON - HOUR) == left_of(asked, NOON) == asked
        assert left_of(asked, NOON + MINUTE).starts == NOON + 15 * MINUTE
        assert left_of(asked, NOON + 90 * MINUTE).length == 30 * MINUTE
        assert left_of(asked, NOON + 91 * MINUTE) is None

    def test_until_when_one_answers(self):
        given = {"answer": 24 * HOUR}
        assert answer_term(NOON, NOON + 48 * HOUR, **given) == NOON + 24 * HOUR
        assert answer_term(NOON, NOON + 3 * HOUR, **given) == NOON + 3 * HOUR
        assert answer_term(NOON, NOON, **given) == NOON + 15 * MINUTE


def wait(taken, person=None, *, any_one=False, **changes):
    given = draft(**{"starts": taken.starts, "title": "Essai", **changes})
    return actions.wait_for_rooms(person or CommunityMemberFactory(), draft=given, any_one=any_one)


def give_back(one):
    return actions.cancel_booking(one.booked_by, one, reason="Plus besoin.")


@pytest.fixture
def taken(db):
    return booked(starts=opened(20))


class TestInLine:
    def test_once_and_told_how_many_come_before(self, taken, letters):
        first = wait(taken)
        person = CommunityMemberFactory()
        second = wait(taken, person)
        assert wait(taken, person) == second
        assert [before(one) for one in (first, second)] == [0, 1]
        bodies = [mail.body for mail in letters()[1:]]
        assert len(bodies) == 2
        assert "Personne n’attend avant vous" in bodies[0].replace("\u202f", " ")
        assert "1 personne attend avant vous" in bodies[1]
        assert str(first.person) not in bodies[1]
        assert link_to(second) in bodies[1]

    def test_a_project_goes_before(self, taken, monkeypatch):
        thing = uuid7()
        monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
        first, project = wait(taken), wait(taken, purpose=("thing", thing))
        assert (before(project), before(first)) == (0, 1)
        elsewhere = wait(booked(rooms=(2,), starts=taken.starts), rooms=(2,))
        assert before(elsewhere) == 0
        give_back(taken)
        project.refresh_from_db()
        first.refresh_from_db()
        assert (project.state, first.state) == ("offered", "waiting")
        assert project.offered.purpose_id == thing

    def test_only_for_what_is_taken_and_nothing_else(self, taken, monkeypatch):
        with pytest.raises(DomainError, match="vient de se libérer"):
            wait(taken, rooms=(2,))
        with pytest.raises(BookingRefusedError, match="réunions"):
            wait(taken, title="Réunion")
        with pytest.raises(DomainError, match="quelques mots"):
            wait(taken, title="")
        with pytest.raises(Refused):
            wait(taken, PersonFactory())
        without_usages(monkeypatch)
        with pytest.raises(DomainError, match="file d’attente"):
            wait(taken)

    def test_left_and_by_whom(self, taken):
        one = wait(taken)
        for stranger in (CommunityMemberFactory(), TeamMemberFactory(), LinkHolder(uuid7())):
            with pytest.raises(Refused):
                actions.leave_line(stranger, one)
        assert policy.decide(one.person, Permission.VIEW_LINE, one)
        assert actions.leave_line(LinkHolder(one.pk), one).state == "left"
        with pytest.raises(DomainError, match="plus dans la file"):
            actions.leave_line(one.person, one)
        give_back(taken)
        assert not Booking.objects.options().exists()


class TestServed:
    def test_the_first_is_offered_it_then_the_next(self, taken, letters):
        first, second = wait(taken), wait(taken)
        sent_before = len(letters())
        give_back(taken)
        first.refresh_from_db()
        option = first.offered
        assert (first.state, option.state, option.booked_by, option.title) == (
            "offered",
            "option",
            first.person,
            "Essai",
        )
        assert option.option_until == pytest.approx(clock.in_days(1), abs=MINUTE)
        with pytest.raises(BookingRefusedError, match="est prise"):
            booked(starts=taken.starts)
        mails = letters()[sent_before:]
        assert "libre pour vous" in mails[-1].subject
        assert first.person.email in mails[-1].to[0]
        with clock.at(option.option_until):
            jobs.pass_options()
            subjects = [mail.subject for mail in letters()[-2:]]
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == ("passed", "offered")
        assert "est échue" in subjects[0]
        assert "libre pour vous" in subjects[1]
        actions.confirm_option(LinkHolder(second.offered_id), second.offered)
        second.refresh_from_db()
        assert (second.state, second.offered.state) == ("served", "confirmed")

    def test_one_who_says_no_leaves_it_to_the_next(self, taken):
        first, second = wait(taken), wait(taken)
        give_back(taken)
        first.refresh_from_db()
        with pytest.raises(DomainError, match="plus dans la file"):
            actions.leave_line(first.person, first)
        give_back(first.offered)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == ("left", "offered")

    def test_whatever_frees_it(self, taken):
        team = TeamMemberFactory()
        starts = taken.starts + 4 * HOUR
        closure = actions.BlockingDraft(starts=starts, ends=starts + HOUR, reason="Peinture")
        blocking = actions.block_room(team, 2, draft=closure)
        for_closure = wait(taken, rooms=(2,), starts=starts, hours=1)
        actions.lift_blocking(team, blocking)
        for_closure.refresh_from_db()
        assert for_closure.state == "offered"
        one = wait(taken)
        moved = draft(starts=taken.starts, rooms=(3,), people=4)
        actions.change_booking(taken.booked_by, taken, draft=moved, seen=taken.sequence)
        one.refresh_from_db()
        assert one.state == "offered"

    def test_two_who_both_fit_are_both_served_and_who_has_no_room_waits(self, taken):
        whole, half = wait(taken, rooms=(1, 2), people=20), wait(taken, hours=0.5)
        late = wait(taken, starts=taken.starts + HOUR, hours=1)
        other = booked(rooms=(2,), starts=taken.starts, people=4)
        give_back(taken)
        for one in (whole, half, late):
            one.refresh_from_db()
        assert (whole.state, half.state, late.state) == ("waiting", "offered", "offered")
        give_back(other)
        whole.refresh_from_db()
        assert whole.state == "waiting"

    def test_any_one_that_would_do_is_enough_and_the_smallest_is_offered(self, taken, letters):
        other = booked(rooms=(2,), starts=taken.starts, people=4)
        wanted = {"rooms": (1, 2), "people": 6, "any_one": True}
        first, second, both = wait(taken, **wanted), wait(taken, **wanted), wait(taken, rooms=(1, 2), people=6)
        assert "La première libre suffit" in letters()[-3].body
        assert "Il vous les faut toutes" in letters()[-1].body
        give_back(other)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) == ("offered", "waiting")
        assert held_rooms(first.offered) == [2]
        assert known_on().name(2) in letters()[-1].body
        assert known_on().name(1) not in letters()[-1].body
        give_back(taken)
        second.refresh_from_db()
        assert held_rooms(second.offered) == [1]
        give_back(first.offered)
        give_back(second.offered)
        both.refresh_from_db()
        assert held_rooms(both.offered) == [1, 2]
        assert "Les salles sont libres" in letters()[-1].subject

    def test_for_any_one_only_among_those_that_would_do(self, taken):
        with pytest.raises(DomainError, match="vient de se libérer"):
            wait(taken, rooms=(1, 2), people=6, any_one=True)
        booked(rooms=(2,), starts=taken.starts, people=4)
        with pytest.raises(DomainError, match="ne suffit à elle seule"):
            wait(taken, rooms=(1, 2), people=50, any_one=True)
        one = wait(taken, rooms=(1, 2), people=22, any_one=True)
        assert (one.rooms, one.any_one) == ([1], False)

    def test_whoever_is_no_longer_there_is_passed_over(self, taken):
        one, other = wait(taken), wait(taken)
        one.person.is_active = False
        one.person.save()
        give_back(taken)
        states = {each.pk: each.state for each in Waiting.objects.all()}
        assert states[other.pk] == "offered"

    def test_what_is_left_of_what_has_begun(self, taken):
        one = wait(taken)
        with clock.at(taken.starts + 20 * MINUTE):
            give_back(taken)
            one.refresh_from_db()
            assert one.offered.starts == taken.starts + 30 * MINUTE
            assert one.offered.option_until == taken.starts + 35 * MINUTE

    def test_nothing_is_left(self, taken, letters):
        one = wait(taken)
        jobs.keep_lines()
        with pytest.raises(DomainError, match="pas passé"):
            actions.end_line(serving.SYSTEM, one)
        with clock.at(taken.ends - 20 * MINUTE):
            for _turn in range(2):
                jobs.keep_lines()
            assert "ne s’est pas libérée" in letters()[-1].subject
            assert len(letters()) == 3
        one.refresh_from_db()
        assert one.state == "over"

    def test_an_act_that_says_nothing_is_found_at_the_turn(self, taken):
        one = wait(taken)
        Occupation.objects.update(living=False)
        with pytest.raises(DomainError, match="pas libre"):
            actions.offer_room(
                serving.SYSTEM, wait(booked(rooms=(3,), people=4, starts=taken.starts), rooms=(3,), people=4)
            )
        jobs.keep_lines()
        one.refresh_from_db()
        assert one.state == "offered"

    def test_while_the_room_is_decided_of_it_is_for_later(self, taken, monkeypatch):
        one, asked = wait(taken), []
        monkeypatch.setattr(serving, "take_rooms", lambda _rooms: False)
        monkeypatch.setattr(reactions, "serve_line", SimpleNamespace(later=lambda: asked.append(1)))
        give_back(taken)
        assert asked == [1]
        with pytest.raises(serving.BusyError):
            serving.serve_line()
        monkeypatch.undo()
        serving.serve_line()
        one.refresh_from_db()
        assert one.state == "offered"

    def test_erased_it_is_gone(self, taken):
        one = wait(taken)
        (personal,) = manifest.persons
        assert personal.export(one.person)["waiting"][0]["reference"] == one.reference
        personal.erase(one.person)
        assert not Waiting.objects.exists()


class TestPages:
    def test_from_the_refusal_to_the_yes(self, client, taken, letters):
        LabSpaceFactory()
        wait(taken)
        person = CommunityMemberFactory()
        client.force_login(person)
        given = sent(taken.starts, title="Essai de cartes")
        shown = text(client.post("/maison/salles/reserver/", given))
        assert "1 personne attendrait avant vous" in shown
        answer = client.post("/maison/salles/reserver/", {**given, "wait": "all"}, follow=True)
        shown = text(answer)
        for said in ("vous êtes dans la file", "1 personne attend avant vous", "Essai de cartes"):
            assert said in shown
        one = Waiting.objects.get(person=person)
        again = text(client.post("/maison/salles/reserver/", given))
        assert "Vous attendez déjà : 1 personne est avant vous" in again
        assert one.get_absolute_url() in again
        assert "Essai de cartes" in text(client.get("/maison/salles/mes-reservations/"))
        client.force_login(CommunityMemberFactory())
        assert client.get(one.get_absolute_url()).status_code == 404
        client.force_login(TeamMemberFactory())
        shown = text(client.get(one.get_absolute_url()))
        assert f"{person} attend cette salle." in shown
        assert "Ne plus attendre" not in shown
        client.logout()
        (link,) = set(re.findall(r"/maison/salles/attente/[^/]+/", letters()[-1].body))
        assert "Ne plus attendre" in text(client.get(link))
        assert client.get("/maison/salles/attente/faux/").status_code == 404
        assert read_token("faux") is None
        give_back(taken)
        give_back(Waiting.objects.exclude(person=person).get().offered)
        shown = text(client.get(link))
        assert "La maison vous le garde jusqu’à" in shown
        (yes,) = re.findall(r"/maison/salles/reservation/[^/\"]+/", shown)
        assert "C’est réservé" in text(client.post(yes, {"act": "confirm"}, follow=True))
        assert "servie" in text(client.get(link))
        assert "plus dans la file" in text(client.post(link, follow=True))

    def test_several_rooms_together_or_any_one_of_them(self, client, taken):
        LabSpaceFactory()
        booked(rooms=(2,), starts=taken.starts, people=4)
        person = CommunityMemberFactory()
        client.force_login(person)
        given = sent(taken.starts, title="Essai de cartes", rooms=["1", "2"], people="6")
        shown = text(client.post("/maison/salles/reserver/", given))
        for said in ("Toutes ensemble", "Il vous les faut toutes", "L’une d’elles", "La première libre suffit"):
            assert said in shown
        names = [known_on().name(number) for number in (1, 2)]
        assert " ou ".join(names) in shown
        shown = text(client.post("/maison/salles/reserver/", {**given, "wait": "one"}, follow=True))
        assert " ou ".join(names) in shown
        assert "La première libre suffit" in shown
        one = Waiting.objects.get(person=person)
        assert one.any_one
        again = text(client.post("/maison/salles/reserver/", given))
        assert "Vous attendez déjà : 0 personne" in again
        shown = text(client.post("/maison/salles/reserver/", {**given, "wait": "all"}, follow=True))
        assert "toutes ensemble" in shown
        assert "Il vous les faut toutes" in shown
        assert Waiting.objects.filter(person=person).count() == 2
        client.force_login(TeamMemberFactory())
        assert f"{person} attend l’une de ces salles." in text(client.get(one.get_absolute_url()))

    def test_one_of_them_is_not_offered_where_one_is_free_or_too_small(self, client, taken):
        LabSpaceFactory()
        client.force_login(CommunityMemberFactory())
        address = "/maison/salles/reserver/"
        shown = text(client.post(address, sent(taken.starts, rooms=["1", "2"], people="6")))
        assert "Toutes ensemble" in shown
        assert "L’une d’elles" not in shown
        booked(rooms=(2,), starts=taken.starts, people=4)
        shown = text(client.post(address, sent(taken.starts, rooms=["1", "2"], people="50")))
        assert "L’une d’elles" not in shown
        alone = text(client.post(address, sent(taken.starts)))
        assert "Une autre salle ferait aussi l’affaire" in alone

    def test_left_and_free_meanwhile(self, client, taken):
        one = wait(taken)
        client.force_login(one.person)
        assert "Vous n’attendez plus" in text(client.post(one.get_absolute_url(), follow=True))
        give_back(taken)
        answer = client.post("/maison/salles/reserver/", {**sent(taken.starts), "wait": "all"})
        assert "vient de se libérer" in text(answer)

    def test_a_house_without_a_line_offers_none(self, client, taken, monkeypatch):
        client.force_login(CommunityMemberFactory())
        without_usages(monkeypatch)
        assert "Attendre cette salle" not in text(client.post("/maison/salles/reserver/", sent(taken.starts)))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_ten_get_in_line_while_it_is_given_back_and_others_book(self):
        """Nobody is forgotten: whoever got in line is first offered it or waits behind what holds the room."""
        taken = booked(starts=opened(20))
        waiters, thieves = ([CommunityMemberFactory() for _ in range(10)] for _ in range(2))
        at_once(
            [
                *(lambda person=person: wait(taken, person) for person in waiters),
                lambda: give_back(taken),
                *(
                    lambda person=person: actions.book_rooms(person, draft=draft(starts=taken.starts))
                    for person in thieves
                ),
            ]
        )
        holding = Occupation.objects.filter(living=True)
        assert holding.count() <= 1
        if Waiting.objects.in_line().exists():
            assert holding.count() == 1, "somebody waits for a room that is free"

    def test_freed_from_all_sides_it_is_offered_once(self):
        """Two rooms are given back at once, each by its own act; those who wait for one or for both get each once."""
        starts = opened(20)
        ones = [booked(rooms=(number,), people=2, starts=starts) for number in (1, 2, 3)]
        waiting = [wait(ones[0], rooms=rooms, people=2) for rooms in ((1,), (1, 2), (2,), (3, 1), (3,), (2, 3))]
        at_once([lambda one=one: give_back(one) for one in ones])
        with transaction.atomic():
            lock_rooms([1, 2, 3])
        jobs.keep_lines()
        held = Occupation.objects.filter(living=True)
        assert sorted(held.values_list("room_id", flat=True)) == [1, 2, 3]
        offered = Waiting.objects.filter(state=WaitingState.OFFERED)
        assert sorted(number for one in offered for number in one.rooms) == [1, 2, 3]
        assert waiting[0].pk in {one.pk for one in offered}

    def test_a_yes_and_its_term_at_once_serve_one_of_the_two(self):
        taken = booked(starts=opened(20))
        first, second = wait(taken), wait(taken)
        give_back(taken)
        first.refresh_from_db()
        term = first.offered.option_until

        def lapse():
            with clock.at(term):
                return actions.lapse_option(serving.SYSTEM, first.offered)

        at_once([lapse, lambda: actions.confirm_option(LinkHolder(first.offered_id), first.offered)] * 5)
        first.refresh_from_db()
        second.refresh_from_db()
        assert (first.state, second.state) in {("served", "waiting"), ("passed", "offered")}
        assert Occupation.objects.filter(living=True).count() == 1
