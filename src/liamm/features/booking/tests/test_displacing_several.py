"""A project asks several guests for their places in one gesture: all of them move, or nobody does."""

from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import HeadFactory, TeamMemberFactory
from liamm.features.booking import actions, displacing, giving_way, jobs, purposes, serving
from liamm.features.booking.giving_way import together
from liamm.features.booking.models import Booking, Displacement, Occupation
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.rules.occupied import Occupied, left_free
from liamm.features.booking.tests.factories import booked, contributing, draft, opened
from liamm.features.spaces.tests.factories import CommunityMemberFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, LinkHolder
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry
from liamm.kernel.model import uuid7
from liamm.kernel.tests.racing import at_once

pytestmark = pytest.mark.django_db


def at(hour):
    """A time of the day on which all of it happens."""
    return opened(20, hour)


def rooms(booking):
    return sorted(booking.occupations.filter(living=True).values_list("room_id", flat=True))


def free(number, starts, hours=1):
    """Whether anybody else may have a room then."""
    try:
        booked(CommunityMemberFactory(), rooms=(number,), starts=starts, hours=hours, people=2)
    except BookingRefusedError:
        return False
    return True


@pytest.fixture
def project(monkeypatch):
    """Something of the laboratory to book for."""
    thing = uuid7()
    monkeypatch.setattr(purposes, "manifests", lambda: [contributing(thing)])
    return ("thing", thing)


def two_guests():
    HeadFactory()
    return (
        booked(rooms=(4,), people=16, layout="cercle", starts=at(9), title="Matin"),
        booked(rooms=(4,), people=12, layout="cercle", starts=at(14), title="Après-midi"),
    )


def ask_for_the_day(project, person=None):
    """Ask for the room all day; what is asked of the guest of the morning, then of that of the afternoon."""
    asked = draft(rooms=(4,), people=10, starts=at(9), hours=7, title="Essai", purpose=project)
    first = actions.ask_place(person or CommunityMemberFactory(), draft=asked)
    return list(together(first).select_related("guest", "asked_by").order_by("guest__starts"))


def states(*asked):
    return [Displacement.objects.get(pk=one.pk).state for one in asked]


def test_what_is_left_free_of_a_window():
    day = [at(hour) for hour in (9, 10, 11, 12)]
    taken = Occupied([(4, day[1], day[2]), (5, day[0], day[3])])
    assert left_free(taken, 4, (day[0], day[3])) == [(day[0], day[1]), (day[2], day[3])]
    assert left_free(taken, 5, (day[0], day[3])) == []


class TestAsking:
    def test_each_is_offered_a_room_and_all_is_held(self, project, letters):
        guests = two_guests()
        sent = len(letters())
        asked = ask_for_the_day(project)
        assert [one.guest for one in asked] == list(guests)
        assert [(one.starts, one.ends) for one in asked] == [(one.starts, one.ends) for one in guests]
        assert all(one.rooms != [4] and one.deadline == asked[0].deadline for one in asked)
        mails = letters()[sent:]
        assert all(any(guest.booked_by.email in mail.to[0] for mail in mails) for guest in guests)
        assert all("d’une autre réservation" in mail.body for mail in mails)
        assert not free(4, at(9) + timedelta(hours=3), hours=1)
        assert not any(free(one.rooms[0], one.starts) for one in asked)
        assert Entry.objects.filter(kind="booking.place_asked").count() == 2

    def test_rooms_together_and_a_room_that_nobody_has(self, project):
        HeadFactory()
        guests = [booked(rooms=(number,), people=4, starts=at(9)) for number in (1, 4)]
        asked = draft(rooms=(1, 2, 4), people=6, starts=at(9), title="Essai", purpose=project)
        first = actions.ask_place(CommunityMemberFactory(), draft=asked)
        offered = [one.rooms for one in together(first)]
        assert together(first).count() == len(guests)
        assert len({number for numbers in offered for number in numbers}) == 2
        assert not {1, 2, 4} & {number for numbers in offered for number in numbers}
        assert not free(2, at(9))

    def test_not_when_one_of_them_comes_before(self, project):
        two_guests()
        booked(rooms=(4,), people=4, starts=at(9) + timedelta(hours=3), hours=1, purpose=project)
        with pytest.raises(DomainError, match="pas priorité"):
            ask_for_the_day(project)
        assert not Displacement.objects.exists()

    def test_not_when_nothing_is_left_for_one_of_them(self, project, monkeypatch):
        two_guests()
        offered = displacing._offered

        def nothing_for_the_second(guest, *given):
            return None if guest.title == "Après-midi" else offered(guest, *given)

        monkeypatch.setattr(displacing, "_offered", nothing_for_the_second)
        with pytest.raises(DomainError, match="rien d’équivalent"):
            ask_for_the_day(project)
        assert not Displacement.objects.exists()


class TestAnswering:
    def test_all_move_once_all_said_yes(self, project, letters):
        guests = two_guests()
        morning, afternoon = ask_for_the_day(project)
        sent = len(letters())
        actions.answer_place(LinkHolder(morning.pk), morning, accepts=True)
        assert states(morning, afternoon) == ["agreed", "asked"]
        assert [rooms(guest) for guest in guests] == [[4], [4]]
        assert len(letters()) == sent
        actions.answer_place(LinkHolder(afternoon.pk), afternoon, accepts=True)
        assert states(morning, afternoon) == ["moved", "moved"]
        assert [rooms(guest) for guest in guests] == [morning.rooms, afternoon.rooms]
        (taken,) = Booking.objects.filter(title="Essai")
        assert (rooms(taken), taken.took_place_by.count()) == ([4], 2)
        assert not Occupation.objects.exclude(displacement=None).exists()
        assert sorted(mail.subject.split("\xa0:")[0] for mail in letters()[sent:]) == [
            "C’est réservé",
            "Votre salle a changé",
            "Votre salle a changé",
        ]
        assert Entry.objects.filter(kind="booking.place_answered", payload__state="moved").count() == 2

    def test_one_may_say_otherwise_until_then(self, project):
        guests = two_guests()
        morning, afternoon = ask_for_the_day(project)
        actions.answer_place(guests[0].booked_by, morning, accepts=True)
        actions.answer_place(guests[0].booked_by, morning, accepts=False)
        actions.answer_place(guests[1].booked_by, afternoon, accepts=True)
        assert states(morning, afternoon) == ["declined", "agreed"]
        assert [rooms(guest) for guest in guests] == [[4], [4]]

    def test_one_no_that_nobody_settles_leaves_all_where_they_are(self, project, letters):
        guests = two_guests()
        morning, afternoon = ask_for_the_day(project)
        actions.answer_place(guests[0].booked_by, morning, accepts=True)
        actions.answer_place(guests[1].booked_by, afternoon, accepts=False)
        sent = len(letters())
        with clock.at(morning.latest):
            jobs.pass_terms()
            told = letters()[sent:]
        assert states(morning, afternoon) == ["kept", "kept"]
        assert [rooms(guest) for guest in guests] == [[4], [4]]
        assert not Occupation.objects.exclude(displacement=None).exists()
        assert len(told) == 3
        (to_asker,) = [mail for mail in told if morning.asked_by.email in mail.to[0]]
        assert "Matin" in to_asker.body
        assert "Après-midi" in to_asker.body

    def test_what_can_no_longer_be_is_refused_whole(self, project):
        guests = two_guests()
        morning, afternoon = ask_for_the_day(project)
        actions.answer_place(guests[0].booked_by, morning, accepts=True)
        actions.arrange_room(TeamMemberFactory(), morning.rooms[0], draft=actions.RoomDraft(closed=True))
        with pytest.raises(BookingRefusedError, match="ne se réserve pas"):
            actions.answer_place(guests[1].booked_by, afternoon, accepts=True)
        assert states(morning, afternoon) == ["agreed", "asked"]
        assert [rooms(guest) for guest in guests] == [[4], [4]]


class TestSettling:
    def test_the_last_word_on_one_waits_for_the_others(self, project):
        guests, team = two_guests(), TeamMemberFactory()
        morning, afternoon = ask_for_the_day(project)
        actions.answer_place(guests[1].booked_by, afternoon, accepts=False)
        afternoon = actions.settle_place(team, afternoon, moves=True, words="Le projet finit.")
        assert states(morning, afternoon) == ["asked", "agreed"]
        assert afternoon.outcome.endswith("la salle va au projet")
        with pytest.raises(DomainError, match="déjà réglé"):
            actions.answer_place(guests[1].booked_by, afternoon, accepts=False)
        actions.answer_place(guests[0].booked_by, morning, accepts=True)
        assert states(morning, afternoon) == ["moved", "moved"]

    def test_in_another_room_that_is_held_from_then_on(self, project):
        two_guests()
        morning, afternoon = ask_for_the_day(project)
        others = [one.rooms[0] for one in displacing.rooms_that_suit(morning)]
        team = TeamMemberFactory()
        actions.settle_place(team, morning, moves=True, words="Mieux.", room=others[1])
        assert states(morning, afternoon) == ["agreed", "asked"]
        assert not free(others[1], at(9))
        assert free(others[0], at(9))

    def test_who_keeps_their_room_keeps_all_in_theirs(self, project, letters):
        guests = two_guests()
        morning, afternoon = ask_for_the_day(project)
        actions.answer_place(guests[0].booked_by, morning, accepts=True)
        sent = len(letters())
        actions.settle_place(TeamMemberFactory(), afternoon, moves=False, words="Douze viennent.")
        assert states(morning, afternoon) == ["kept", "kept"]
        assert len(letters()) == sent + 3
        assert all("Douze viennent." in mail.body for mail in letters()[sent:])

    def test_never_by_who_is_asked_too(self, project, client):
        HeadFactory()
        keeper = TeamMemberFactory()
        booked(rooms=(4,), people=16, starts=at(9))
        booked(keeper, rooms=(4,), people=12, starts=at(14))
        morning, afternoon = ask_for_the_day(project)
        actions.answer_place(morning.guest.booked_by, morning, accepts=False)
        with pytest.raises(DomainError, match="en même temps"):
            actions.settle_place(keeper, morning, moves=False, words="x")
        client.force_login(keeper)
        assert "La salle va au projet" not in client.get(morning.get_absolute_url()).content.decode()
        assert "à arbitrer" not in client.get("/").content.decode()
        assert afternoon.is_open


class TestGivenBack:
    def test_the_place_waits_for_the_others(self, project):
        guests = two_guests()
        morning, afternoon = ask_for_the_day(project)
        actions.cancel_booking(guests[0].booked_by, guests[0], reason="x")
        morning.refresh_from_db()
        assert (morning.outcome, afternoon.state) == ("la place a été rendue", "asked")
        assert not free(4, at(9))
        actions.answer_place(guests[1].booked_by, afternoon, accepts=True)
        assert states(morning, afternoon) == ["moved", "moved"]
        assert [rooms(guest) for guest in guests] == [[], afternoon.rooms]
        assert rooms(Booking.objects.get(title="Essai")) == [4]

    def test_the_last_one_gives_theirs_back(self, project, letters):
        guests = two_guests()
        morning, afternoon = ask_for_the_day(project)
        actions.answer_place(guests[0].booked_by, morning, accepts=True)
        actions.cancel_booking(guests[1].booked_by, guests[1], reason="x")
        assert states(morning, afternoon) == ["moved", "moved"]
        assert rooms(guests[0]) == morning.rooms

    def test_unless_it_can_no_longer_be(self, project):
        guests = two_guests()
        morning, afternoon = ask_for_the_day(project)
        actions.answer_place(guests[0].booked_by, morning, accepts=True)
        actions.arrange_room(TeamMemberFactory(), morning.rooms[0], draft=actions.RoomDraft(closed=True))
        actions.cancel_booking(guests[1].booked_by, guests[1], reason="x")
        assert states(morning, afternoon) == ["kept", "kept"]
        assert [rooms(guest) for guest in guests] == [[4], []]
        assert not Booking.objects.filter(title="Essai").exists()

    def test_in_a_moment_when_another_decides_now(self, project, monkeypatch):
        guests = two_guests()
        morning, afternoon = ask_for_the_day(project)
        monkeypatch.setattr(giving_way, "take_rooms", lambda *_given: False)
        actions.cancel_booking(guests[0].booked_by, guests[0], reason="x")
        assert states(morning, afternoon) == ["asked", "asked"]
        serving.give_places()
        assert states(morning, afternoon) == ["agreed", "asked"]


class TestPages:
    def test_each_reads_what_concerns_them(self, client, project, letters):
        guests, asking = two_guests(), CommunityMemberFactory()
        client.force_login(asking)
        given = {
            "title": "Essai",
            "use": "atelier",
            "rooms": ["4"],
            "people": "10",
            "layout": "",
            "day": at(9).date().isoformat(),
            "starts": "09:00",
            "ends": "16:00",
            "rules_accepted": "on",
            "ticket": "0" * 32,
            "purpose": f"thing:{project[1]}",
        }
        shown = client.post("/maison/salles/reserver/", given).content.decode()
        assert "2 réservations y sont" in shown
        assert "Matin" in shown
        answer = client.post("/maison/salles/reserver/", {**given, "ask": "1"})
        morning, afternoon = Displacement.objects.order_by("guest__starts")
        page = client.get(answer.url).content.decode()
        assert "Demandées en même temps" in page
        assert (morning if answer.url == afternoon.get_absolute_url() else afternoon).get_absolute_url() in page
        assert "0 sur 2 cèdent" in client.get("/").content.decode()

        client.force_login(guests[0].booked_by)
        page = client.get(morning.get_absolute_url()).content.decode()
        assert "d’une autre réservation" in page
        assert "Après-midi" not in page
        client.post(morning.get_absolute_url(), {"answer": "yes"})
        page = client.get(f"{morning.get_absolute_url()}?reponse=oui").content.decode()
        assert "vous pouvez encore dire non" in page
        assert "Oui, je prends" not in page
        assert "Non, cela ne va pas" in page
        assert "il reste à le confirmer" in client.get(f"{morning.get_absolute_url()}?reponse=non").content.decode()
        actions.settle_place(TeamMemberFactory(), Displacement.objects.get(pk=morning.pk), moves=True, words="x")
        assert "Votre réponse" not in client.get(morning.get_absolute_url()).content.decode()

    def test_in_a_number_of_queries_that_does_not_grow(self, client, project, django_assert_max_num_queries):
        HeadFactory()
        for hour in (9, 11, 14):
            booked(rooms=(4,), people=4, starts=opened(20, hour), hours=1)
        first = ask_for_the_day(project)[0]
        client.force_login(first.asked_by)
        with django_assert_max_num_queries(40):
            assert client.get(first.get_absolute_url()).content.decode().count("/maison/salles/places/") >= 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
class TestRaces:
    @pytest.fixture
    def asked(self, project):
        two_guests()
        return ask_for_the_day(project)

    def test_all_say_yes_at_the_same_moment(self, asked):
        acts = [lambda one=one: actions.answer_place(LinkHolder(one.pk), one, accepts=True) for one in asked * 5]
        found = at_once(acts)
        assert states(*asked) == ["moved", "moved"]
        assert all(isinstance(one, Displacement) or "déjà réglé" in str(one) for one in found)
        assert Booking.objects.filter(title="Essai").count() == 1
        assert [rooms(one.guest) for one in asked] == [one.rooms for one in asked]

    def test_one_says_yes_while_the_other_says_no(self, asked):
        morning, afternoon = asked
        at_once([
            lambda: actions.answer_place(LinkHolder(morning.pk), morning, accepts=True),
            lambda: actions.answer_place(LinkHolder(afternoon.pk), afternoon, accepts=False),
        ])  # fmt: skip
        assert states(*asked) == ["agreed", "declined"]
        assert [rooms(one.guest) for one in asked] == [[4], [4]]

    def test_one_answers_while_the_last_term_is_over(self, asked):
        morning, afternoon = asked
        actions.answer_place(LinkHolder(morning.pk), morning, accepts=True)

        def over():
            with clock.at(afternoon.latest):
                return actions.pass_term(SYSTEM, afternoon)

        at_once([lambda: actions.answer_place(LinkHolder(afternoon.pk), afternoon, accepts=True), over])
        found = states(*asked)
        assert found in (["moved", "moved"], ["kept", "kept"])
        moved = found[0] == "moved"
        assert [rooms(one.guest) for one in asked] == [one.rooms if moved else [4] for one in asked]
        assert Booking.objects.filter(title="Essai").count() == moved
        assert not Occupation.objects.exclude(displacement=None).exists()

    def test_both_give_their_booking_back_at_the_same_moment(self, asked):
        at_once([
            lambda one=one: actions.cancel_booking(one.guest.booked_by, one.guest, reason="x") for one in asked
        ])  # fmt: skip
        serving.give_places()
        assert states(*asked) == ["moved", "moved"]
        assert rooms(Booking.objects.get(title="Essai")) == [4]
