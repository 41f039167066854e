"""A project asks a guest for their place: offered first, asked, answered or settled, and nobody is thrown out."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from liamm.features.accounts.tests.factories import HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.booking import actions, displacing, jobs, purposes
from liamm.features.booking.displacing import read_token
from liamm.features.booking.models import Booking, Displacement, Occupation
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.rules.asking import Offer, Offered, Verdict
from liamm.features.booking.rules.giving_way import Suits, best_for_guest, by_likeness, keeps, outranks, terms
from liamm.features.booking.tests.factories import booked, contributing, draft, local, opened
from liamm.features.booking.tests.houses import HOUSE
from liamm.features.charter.bindings.hours import Hours, hours_of
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import LinkHolder, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7

CLASSES = ["lab-project", "public-innovation"]
DAY = timedelta(days=1)
NOON = local(2026, 9, 1, 12)


class TestRules:
    @pytest.mark.parametrize(
        ("asking", "there", "holds"),
        [
            ("lab-project", "public-innovation", True),
            ("lab-project", "", True),
            ("public-innovation", "", True),
            ("lab-project", "lab-project", False),
            ("public-innovation", "lab-project", False),
            ("", "", False),
            ("unknown", "", False),
        ],
    )
    def test_who_comes_before_whom(self, asking, there, holds):
        assert outranks(asking, there, CLASSES) is holds

    def test_until_when(self):
        given, house = {"answer": 3 * DAY, "never": 2 * DAY}, replace(HOUSE, now=NOON)  # a Tuesday
        assert terms(NOON + 9 * DAY, house, **given) == (NOON + 3 * DAY, NOON + 7 * DAY)
        assert terms(NOON + 4 * DAY, house, **given) == (NOON + 2 * DAY, NOON + 2 * DAY)
        assert terms(NOON + 2 * DAY, house, **given) is None

    def test_never_until_a_day_on_which_the_house_is_closed(self):
        friday, monday = local(2026, 9, 4, 21), local(2026, 9, 7, 21)
        given, house = {"answer": 5 * DAY, "never": 2 * DAY}, replace(HOUSE, now=NOON)
        assert terms(NOON + 14 * DAY, house, **given) == (monday, local(2026, 9, 11, 21))
        assert terms(NOON + 7 * DAY, house, **given) == (friday, friday)  # the latest falls on a Sunday
        saturday = replace(HOUSE, now=friday + DAY)
        assert terms(NOON + 7 * DAY, saturday, **given) == (NOON + 5 * DAY, NOON + 5 * DAY)  # nobody before
        never = replace(house, hours=Hours((), house.hours.opens, house.hours.closes, frozenset()))
        assert terms(NOON + 9 * DAY, never, **given) == (NOON + 5 * DAY, NOON + 7 * DAY)

    def test_the_most_equal_room_first(self):
        def room(number, has="", step_free=True, indoors=True, holds=10):
            return Suits(number, frozenset(has.split()), step_free, indoors, holds)

        own = room(6, "établis eau", holds=12)
        others = [
            room(1, "établis eau", step_free=False, holds=12),
            room(2, "écran", holds=12),
            room(3, "eau", holds=20),
            room(4, "eau", holds=11),
            room(5, "établis eau écran", indoors=False, holds=12),
            room(7, "eau", holds=13),
        ]
        assert [one.number for one in by_likeness(own, others)] == [4, 7, 3, 2]
        assert [one.number for one in by_likeness(room(8, step_free=False), others[:2])] == [1, 2]
        assert [one.number for one in by_likeness(room(8, indoors=False), others)] == [5]

    @pytest.mark.parametrize(
        ("own", "other", "kept"),
        [
            ([(True, True)], (True, True), True),
            ([(True, True)], (True, False), False),  # out of doors
            ([(True, False)], (True, True), False),  # in from them
            ([(True, True), (True, False)], (True, False), True),
            ([(True, True)], (False, True), False),  # a step
            ([(False, True)], (False, True), True),
            ([(False, True), (True, True)], (False, True), True),
        ],
    )
    def test_nobody_is_sent_out_or_to_a_step(self, own, other, kept):
        def room(step_free, indoors):
            return Suits(1, frozenset(), step_free, indoors, 10)

        assert keeps([room(*one) for one in own], room(*other)) is kept

    def test_an_equal_room_first_and_never_less_time(self):
        offers = [
            Offer(kind, (1,), "", NOON, NOON) for kind in (Offered.SHORTER, Offered.SAME_DAY, Offered.OTHER_ROOMS)
        ]
        assert best_for_guest(offers).kind is Offered.OTHER_ROOMS
        assert best_for_guest(offers[:2]).kind is Offered.SAME_DAY
        assert best_for_guest(offers[:1]) is None


@pytest.fixture
def project(monkeypatch):
    """Something of the laboratory to book for."""
    thing = uuid7()
    monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
    return ("thing", thing)


@pytest.fixture
def guest(db):
    HeadFactory()
    return booked(rooms=(4,), people=16, layout="cercle", starts=opened(20))


def ask(guest, project, person=None, **changes):
    base = {"rooms": (4,), "people": 10, "starts": guest.starts, "title": "Essai", "purpose": project}
    return actions.ask_place(person or CommunityMemberFactory(), draft=draft(**{**base, **changes}))


def rooms(booking):
    return sorted(booking.occupations.filter(living=True).values_list("room_id", flat=True))


@pytest.mark.django_db
class TestAsking:
    def test_another_room_at_the_same_time_is_offered_and_held(self, guest, project, letters):
        sent = len(letters())
        one = ask(guest, project)
        assert (one.starts, one.ends, one.layout) == (guest.starts, guest.ends, "cercle")
        assert rooms(guest) == [4]
        assert [held.room_id for held in one.held.all()] == one.rooms != [4]
        with pytest.raises(BookingRefusedError, match="est prise"):
            booked(rooms=tuple(one.rooms), starts=guest.starts)
        day = timezone.localdate(one.deadline)
        assert clock.in_days(3) - timedelta(minutes=1) <= one.deadline <= clock.in_days(8)
        assert hours_of(day).opened(day)
        (mail,) = letters()[sent:]
        assert "céder votre salle" in mail.subject
        assert "Essai" in mail.body
        assert "/maison/salles/place/" in mail.body
        assert Entry.objects.get(kind="booking.place_asked").payload["guest"] == str(guest.pk)

    def test_the_week_says_that_it_is_held(self, guest, project, client):
        one = ask(guest, project)
        client.force_login(TeamMemberFactory())
        day = guest.starts.date()
        assert "proposée à qui cède sa place" in client.get(f"/maison/salles/semaine/?semaine={day}").content.decode()
        with pytest.raises(DomainError, match="déjà levée"):
            actions.lift_blocking(TeamMemberFactory(), one.held.get())

    def test_when_nobody_can_be_asked(self, guest, project):
        for changes, said in (
            ({"purpose": None}, "pas priorité"),
            ({"rooms": (1,)}, "Personne n’y est"),
            ({"title": " "}, "quelques mots"),
            ({"people": 400}, "vous serez 400"),
            ({"rooms": (99,)}, "Personne n’y est"),
        ):
            with pytest.raises(DomainError, match=said):
                ask(guest, project, **changes)
        with clock.at(guest.starts - DAY), pytest.raises(DomainError, match="trop tard"):
            ask(guest, project)
        ask(guest, project)
        with pytest.raises(DomainError, match="déjà demandé"):
            ask(guest, project)
        with pytest.raises(Refused):
            ask(guest, project, PersonFactory())

    def test_when_the_house_has_nothing_to_offer(self, guest, project, monkeypatch):
        monkeypatch.setattr(displacing, "judge", lambda *_given: Verdict())
        monkeypatch.setattr(displacing, "_equal_rooms", lambda *_given: [])
        with pytest.raises(DomainError, match="rien d’équivalent"):
            ask(guest, project)

    def test_never_the_garden_though_it_alone_is_free(self, guest, project):
        for number in (1, 2, 3, 5, 6):
            booked(rooms=(number,), people=2, starts=opened(20, 8), hours=12.5)
        one = ask(guest, project)
        assert one.rooms == [4]
        assert one.starts.date() > guest.starts.date()
        assert displacing.rooms_that_suit(one) == []

    def test_another_day_when_no_room_is_left_that_day(self, guest, project):
        whole = guest.starts.replace(hour=6)
        for number in (1, 2, 3, 5, 6, 7):
            booked(rooms=(number,), people=2, starts=opened(20, 8), hours=12.5)
        del whole
        one = ask(guest, project)
        assert one.starts.date() > guest.starts.date()
        assert one.rooms == [4]

    def test_a_booking_that_is_asked_for_does_not_move_meanwhile(self, guest, project):
        one = ask(guest, project)
        given = draft(starts=guest.starts, rooms=(4,))
        with pytest.raises(DomainError, match="se règle d’abord") as caught:
            actions.change_booking(guest.booked_by, guest, draft=given, seen=0)
        assert caught.value.link == (one.reference, one.get_absolute_url())


@pytest.mark.django_db
class TestAnswering:
    def test_yes_moves_both_at_once(self, guest, project, letters):
        one = ask(guest, project, needs="Du ruban")
        asking, sent = one.asked_by, len(letters())
        one = actions.answer_place(LinkHolder(one.pk), one, accepts=True)
        guest.refresh_from_db()
        assert (one.state, rooms(guest), guest.sequence) == ("moved", one.rooms, 1)
        assert one.outcome == "acceptée"
        assert (rooms(one.becomes), one.becomes.booked_by, one.becomes.needs) == ([4], asking, "Du ruban")
        assert one.becomes.purpose_id == project[1]
        assert not one.held.exists()
        assert {mail.subject.split("\xa0:")[0] for mail in letters()[sent:]} == {
            "C’est réservé",
            "Votre salle a changé",
        }
        with pytest.raises(DomainError, match="déjà réglé"):
            actions.answer_place(guest.booked_by, one, accepts=True)

    def test_no_leaves_it_to_who_keeps_the_house(self, guest, project, letters):
        one = ask(guest, project)
        sent = len(letters())
        one = actions.answer_place(guest.booked_by, one, accepts=False, words=" Trop petit. ")
        assert (one.state, one.answer, rooms(guest)) == ("declined", "Trop petit.", [4])
        (mail,) = letters()[sent:]
        assert "arbitrer" in mail.subject
        assert "Trop petit." in mail.body

    def test_by_the_guest_alone(self, guest, project):
        one = ask(guest, project)
        for actor in (one.asked_by, TeamMemberFactory(), LinkHolder(uuid7())):
            with pytest.raises(Refused):
                actions.answer_place(actor, one, accepts=True)

    def test_what_can_no_longer_be_is_refused_whole(self, guest, project):
        one = ask(guest, project)
        actions.arrange_room(TeamMemberFactory(), one.rooms[0], draft=actions.RoomDraft(closed=True))
        with pytest.raises(BookingRefusedError, match="ne se réserve pas"):
            actions.answer_place(guest.booked_by, one, accepts=True)
        one.refresh_from_db()
        assert (one.state, rooms(guest), Booking.objects.count()) == ("asked", [4], 1)
        actions.arrange_room(TeamMemberFactory(), one.rooms[0], draft=actions.RoomDraft())
        actions.arrange_room(TeamMemberFactory(), 4, draft=actions.RoomDraft(closed=True))
        with pytest.raises(BookingRefusedError, match="ne se réserve pas"):
            actions.answer_place(guest.booked_by, one, accepts=True)
        Displacement.objects.update(asked_by=None)
        with pytest.raises(DomainError, match="n’est plus là"):
            actions.answer_place(guest.booked_by, one, accepts=True)


@pytest.mark.django_db
class TestSettling:
    def test_who_keeps_the_house_says_who_has_the_room(self, guest, project, letters):
        one = actions.answer_place(guest.booked_by, ask(guest, project), accepts=False)
        with pytest.raises(DomainError, match="pourquoi"):
            actions.settle_place(TeamMemberFactory(), one, moves=True, words=" ")
        sent = len(letters())
        one = actions.settle_place(TeamMemberFactory(), one, moves=True, words="Le projet finit.")
        assert (one.state, rooms(guest)) == ("moved", one.rooms)
        assert any("Le projet finit." in mail.body for mail in letters()[sent:])

    def test_in_another_room_that_suits(self, client, guest, project):
        one, team = ask(guest, project), TeamMemberFactory()
        client.force_login(team)
        shown = client.get(one.get_absolute_url()).content.decode()
        others = [offer.rooms[0] for offer in displacing.rooms_that_suit(one)]
        assert one.rooms[0] == others[0]
        assert all(f'value="{number}"' in shown for number in others)
        with pytest.raises(DomainError, match="ne convient pas"):
            actions.settle_place(team, one, moves=True, words="x", room=4)
        answer = client.post(one.get_absolute_url(), {"settle": "move", "words": "Mieux.", "room": str(others[1])})
        assert answer.status_code == 302
        one.refresh_from_db()
        assert (one.state, rooms(guest), one.held.count()) == ("moved", [others[1]], 0)
        assert one.outcome.endswith("la salle va au projet")
        shown = client.get(one.get_absolute_url()).content.decode()
        facts = dict(re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", shown, re.DOTALL))
        known = displacing.known_of(guest.starts)
        for term, number in (("C’était", 4), ("Proposé", others[0]), ("Décidé", others[1])):
            assert facts[term].strip().startswith(known.name(number))

    def test_or_that_all_stays(self, guest, project, letters):
        one, sent = ask(guest, project), len(letters())
        one = actions.settle_place(TeamMemberFactory(), one, moves=False, words="Vingt personnes viennent.")
        assert (one.state, rooms(guest), one.held.count()) == ("kept", [4], 0)
        assert one.outcome.startswith("arbitrée")
        assert one.outcome.endswith("chacun reste où il est")
        mails = letters()[sent:]
        assert len(mails) == 2
        assert all("Vingt personnes viennent." in mail.body for mail in mails)

    def test_never_by_one_of_the_two(self, project):
        HeadFactory()
        team, other = TeamMemberFactory(), TeamMemberFactory()
        guest = booked(team, rooms=(4,), people=16, starts=opened(20))
        one = ask(guest, project, other)
        for person in (team, other, CommunityMemberFactory()):
            with pytest.raises(Refused):
                actions.settle_place(person, one, moves=True, words="x")

    def test_withdrawn_by_whoever_asked(self, guest, project, letters):
        one, sent = ask(guest, project), len(letters())
        with pytest.raises(Refused):
            actions.withdraw_place(guest.booked_by, one)
        assert actions.withdraw_place(one.asked_by, one).state == "withdrawn"
        assert "ne vous demande plus rien" in letters()[-1].body
        assert len(letters()) == sent + 1


@pytest.mark.django_db
class TestTerms:
    def test_silence_goes_to_who_keeps_the_house_then_all_stays(self, guest, project, letters):
        one = ask(guest, project)
        jobs.pass_terms()
        one.refresh_from_db()
        assert one.state == "asked"
        with pytest.raises(DomainError, match="pas passé"):
            actions.pass_term(TeamMemberFactory(), one)
        with clock.at(one.deadline):
            jobs.pass_terms()
            jobs.pass_terms()
            one.refresh_from_db()
            assert one.state == "silent"
            assert "n’a pas répondu" in letters()[-1].body
        with clock.at(one.latest):
            jobs.pass_terms()
            one.refresh_from_db()
            assert (one.state, rooms(guest), one.held.count()) == ("kept", [4], 0)

    def test_a_booking_given_back_goes_to_whoever_asked(self, guest, project, letters):
        one = ask(guest, project)
        actions.cancel_booking(guest.booked_by, guest, reason="x")
        one.refresh_from_db()
        assert (one.state, rooms(one.becomes), one.held.count()) == ("moved", [4], 0)
        assert one.outcome == "la place a été rendue"

    def test_unless_it_can_no_longer_be(self, guest, project, letters):
        one = ask(guest, project)
        actions.arrange_room(TeamMemberFactory(), 4, draft=actions.RoomDraft(closed=True))
        actions.cancel_booking(guest.booked_by, guest, reason="x")
        one.refresh_from_db()
        assert (one.state, one.becomes) == ("kept", None)

    def test_the_guest_or_the_asker_may_have_left(self, guest, project, letters):
        Booking.objects.update(booked_by=None)
        sent = len(letters())
        one = ask(guest, project)
        assert len(letters()) == sent
        Displacement.objects.update(asked_by=None)
        actions.settle_place(TeamMemberFactory(), one, moves=False, words="x")
        assert len(letters()) == sent
        other = ask(guest, project)
        actions.settle_place(TeamMemberFactory(), other, moves=True, words="x")
        assert "C’est réservé" in letters()[-1].subject
        assert len(letters()) == sent + 1


@pytest.mark.django_db
class TestPages:
    def test_asked_from_the_refusal_and_answered_from_the_mail(self, client, guest, project, letters):
        person = CommunityMemberFactory()
        client.force_login(person)
        starts = guest.starts.astimezone(local(2026, 1, 1).tzinfo)
        given = {
            "title": "Essai",
            "use": "atelier",
            "rooms": ["4"],
            "people": "10",
            "layout": "",
            "day": starts.date().isoformat(),
            "starts": f"{starts:%H:%M}",
            "ends": f"{starts + timedelta(hours=2):%H:%M}",
            "rules_accepted": "on",
            "ticket": "0" * 32,
        }
        plain = client.post("/maison/salles/reserver/", given).content.decode()
        assert "Demander la place" not in plain
        assert client.post("/maison/salles/reserver/", {**given, "ask": "1"}).status_code == 422
        given["purpose"] = f"thing:{project[1]}"
        shown = client.post("/maison/salles/reserver/", given).content.decode()
        assert "Demander la place" in shown
        answer = client.post("/maison/salles/reserver/", {**given, "ask": "1"})
        one = Displacement.objects.get()
        assert answer.url == one.get_absolute_url()
        page = client.get(answer.url).content.decode()
        assert "Y renoncer" in page
        assert "Oui, je prends" not in page
        assert "vous demandez une salle" in client.get("/").content.decode()
        assert client.post(answer.url, {"answer": "yes"}).status_code == 403
        assert client.post(answer.url, {"settle": "move"}).status_code == 403

        client.logout()
        yes, no = re.findall(r"/maison/salles/place/[^/]+/\?reponse=\w+", letters()[-1].body)
        assert [one.partition("?")[2] for one in (yes, no)] == ["reponse=oui", "reponse=non"]
        assert yes in letters()[-1].alternatives[0][0]
        assert no in letters()[-1].alternatives[0][0]
        link = yes.partition("?")[0]
        shown = client.get(yes).content.decode()
        assert "Oui, je prends" in shown
        assert "Non, cela" not in shown
        assert "Oui, je prends" not in client.get(no).content.decode()
        assert "Oui, je prends" in client.get(link).content.decode()
        one.refresh_from_db()
        assert one.state == "asked"
        assert client.post(link, {"answer": "no", "words": "x" * 1001}).status_code == 422
        assert client.post(link, {"answer": "no", "words": "Trop petit."}).status_code == 302
        assert "Trop petit." in client.get(link).content.decode()
        assert client.get("/maison/salles/place/faux/").status_code == 404
        assert read_token("faux") is None

        client.force_login(TeamMemberFactory())
        assert "à arbitrer" in client.get("/").content.decode()
        assert client.post(one.get_absolute_url(), {"settle": "move", "words": ""}).status_code == 422
        assert client.post(one.get_absolute_url(), {"settle": "move", "words": "Le projet finit."}).status_code == 302
        shown = client.get(one.get_absolute_url()).content.decode()
        assert "acceptée" not in shown
        assert "arbitrée" in shown
        (told,) = [mail.body for mail in letters() if "Votre salle a changé" in mail.subject]
        assert "Merci" not in told
        assert "a tranché" in told

    def test_what_the_guest_writes_is_read_by_the_team_alone(self, client, guest, project):
        one = ask(guest, project)
        actions.answer_place(LinkHolder(one.pk), one, accepts=False, words="Trop petit.")
        for person, reads in ((one.asked_by, False), (TeamMemberFactory(), True), (guest.booked_by, True)):
            client.force_login(person)
            shown = client.get(one.get_absolute_url()).content.decode()
            assert "refusée" in shown
            assert ("Trop petit." in shown) is reads

    def test_the_guest_sees_it_at_home_and_on_the_booking(self, client, guest, project):
        one = ask(guest, project)
        client.force_login(guest.booked_by)
        assert "on vous demande votre salle" in client.get("/").content.decode()
        assert one.reference in client.get(guest.get_absolute_url()).content.decode()
        client.force_login(CommunityMemberFactory())
        assert client.get(one.get_absolute_url()).status_code == 404
        assert one.reference not in client.get(guest.get_absolute_url()).content.decode()

    def test_given_up(self, client, guest, project):
        one = ask(guest, project)
        client.force_login(one.asked_by)
        where = f"{one.get_absolute_url()}renoncer/"
        for said in ("Vous y renoncez", "déjà réglé"):
            assert said in client.post(where, follow=True).content.decode()
        client.force_login(guest.booked_by)
        assert client.post(where).status_code == 403


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_yes_pressed_twenty_times_while_others_book(monkeypatch):
    """One answer moves both, once; nobody takes meanwhile what is held, and the database holds one per room."""
    thing = uuid7()
    monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
    guest = booked(rooms=(4,), people=16, layout="cercle", starts=opened(20))
    one = ask(guest, ("thing", thing))
    people = [CommunityMemberFactory() for _ in range(20)]
    barrier = Barrier(2 * len(people))

    def run(act):
        try:
            barrier.wait(timeout=60)
            return act()
        except DomainError as refusal:
            return refusal
        finally:
            connection.close()

    answers = [lambda: actions.answer_place(LinkHolder(one.pk), one, accepts=True) for _ in people]
    thieves = [
        lambda person=person: actions.book_rooms(person, draft=draft(starts=guest.starts, rooms=tuple(one.rooms)))
        for person in people
    ]
    with ThreadPoolExecutor(max_workers=2 * len(people)) as pool:
        found = list(pool.map(run, [*answers, *thieves]))
    assert sum(isinstance(each, Displacement) for each in found) == 1
    assert not [each for each in found if isinstance(each, Booking)]
    one.refresh_from_db()
    assert (one.state, rooms(guest), rooms(one.becomes)) == ("moved", one.rooms, [4])
    assert Occupation.objects.filter(living=True).count() == len(one.rooms) + 1
