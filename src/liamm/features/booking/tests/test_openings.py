"""The house asked to open beside its hours: early enough, answered with a reason, then booked; and closed whole."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liamm.features.accounts.tests.factories import HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.booking import actions
from liamm.features.booking.enums import OpeningState
from liamm.features.booking.manifest import manifest
from liamm.features.booking.models import Occupation, Opening
from liamm.features.booking.refusing import BookingRefusedError
from liamm.features.booking.tests.factories import booked, draft, local, opened, opening_asked
from liamm.features.booking.tests.test_pages import HOUSE, sent, text
from liamm.features.spaces.tests.factories import CommunityMemberFactory, LabSpaceFactory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.post.models import Message

pytestmark = pytest.mark.django_db
NOW = local(2026, 4, 20, 9)
SATURDAY = local(2026, 5, 2, 9)


@pytest.fixture
def person():
    LabSpaceFactory()
    with clock.at(NOW - timedelta(days=30)):
        return CommunityMemberFactory(name="Maud Le Goff")


@pytest.fixture
def head():
    with clock.at(NOW - timedelta(days=30)):
        return HeadFactory()


def wanted(starts=SATURDAY, hours=4, **changes):
    base = {"starts": starts, "ends": starts + timedelta(hours=hours), "reason": "Le créathon", "rooms": (1, 2)}
    return actions.OpeningDraft(**{**base, **changes})


def subjects():
    """In no order: the clock stands still."""
    return list(Message.objects.values_list("subject", flat=True))


class TestAsking:
    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            (wanted(reason=" "), "Dites pourquoi"),
            (wanted(hours=0), "avant le début"),
            (wanted(local(2029, 6, 2, 9)), "trop loin"),
            (wanted(local(2026, 4, 24, 21)), "au moins 5 jours avant"),
            (wanted(hours=16), "tient en un jour"),
            (wanted(local(2026, 4, 28, 19), hours=2), "est ouverte à ce moment"),
            (wanted(rooms=(99,)), "pas cette salle"),
        ],
    )
    def test_what_does_not_hold(self, person, asked, said):
        with clock.at(NOW), pytest.raises(DomainError) as caught:
            actions.ask_opening(person, draft=asked)
        assert said in str(caught.value.sentence).replace("\u202f", " ").replace("\xa0", " ")
        assert not Opening.objects.exists()

    def test_asked_granted_and_booked_within(self, person, head):
        with clock.at(NOW):
            with pytest.raises(BookingRefusedError) as caught:
                actions.book_rooms(person, draft=draft(starts=SATURDAY))
            assert caught.value.shut
            opening = actions.ask_opening(person, draft=wanted())
            answered = actions.answer_opening(head, opening, grants=True, answer="Nous ouvrons.")
            assert answered.state == OpeningState.GRANTED
            booking = actions.book_rooms(person, draft=draft(starts=SATURDAY))
            assert booking.is_coming
            for changes in ({"rooms": (3,), "people": 4}, {"hours": 5, "rooms": (2,)}):
                with pytest.raises(BookingRefusedError):
                    actions.book_rooms(person, draft=draft(starts=SATURDAY, **changes))
            with pytest.raises(DomainError, match="n’attend plus"):
                actions.answer_opening(head, opening, grants=False, answer="Non.")
        assert {"Ouvrir la maison", "La maison ouvrira"} <= {" ".join(one.split()[:3]) for one in subjects()}

    def test_refused_with_a_word(self, person, head):
        with clock.at(NOW):
            opening = actions.ask_opening(person, draft=wanted(rooms=()))
            with pytest.raises(DomainError, match="pourquoi"):
                actions.answer_opening(head, opening, grants=False, answer=" ")
            actions.answer_opening(SYSTEM, opening, grants=False, answer="Personne pour fermer.")
            assert sum("n’ouvrira pas" in one for one in subjects()) == 1
            with pytest.raises(BookingRefusedError):
                actions.book_rooms(person, draft=draft(starts=SATURDAY))

    def test_withdrawn_or_past_it_waits_no_more(self, person, head):
        with clock.at(NOW):
            opening = actions.ask_opening(person, draft=wanted())
            actions.withdraw_opening(person, opening)
            with pytest.raises(DomainError):
                actions.withdraw_opening(person, opening)
        late = opening_asked(person)
        with clock.at(late.starts), pytest.raises(DomainError):
            actions.answer_opening(head, late, grants=True, answer="Oui.")

    def test_nobody_left_to_write_to(self, person, head):
        opening = opening_asked(None)
        actions.answer_opening(head, opening, grants=True, answer="Oui.")
        assert not Message.objects.exists()


class TestOpeningAtOnce:
    def test_by_who_keeps_the_house_whatever_the_delay(self, person, head):
        with clock.at(NOW - timedelta(days=30)):
            team = TeamMemberFactory()
        tonight = local(2026, 4, 20, 21)
        with clock.at(NOW):
            opening = actions.open_house(team, draft=wanted(tonight, hours=2))
            assert (opening.state, opening.answered_by) == (OpeningState.GRANTED, team)
            assert actions.book_rooms(person, draft=draft(starts=tonight)).is_coming
            with pytest.raises(Refused):
                actions.open_house(person, draft=wanted())
            actions.open_house(head, draft=wanted())
        assert Message.objects.get(kind="booking.house_opened").address == head.email

    @pytest.mark.parametrize(
        ("asked", "said"), [(wanted(NOW - timedelta(hours=4)), "passé"), (wanted(reason=""), "Dites pourquoi")]
    )
    def test_not_what_is_past_nor_without_a_reason(self, head, asked, said):
        with clock.at(NOW), pytest.raises(DomainError, match=said):
            actions.open_house(head, draft=asked)

    def test_on_its_page(self, client, head):
        LabSpaceFactory()
        given = {"reason": "La nuit", "day": "2026-04-20", "starts": "21:00", "ends": "23:00", "ticket": "1" * 32}
        with clock.at(NOW):
            client.force_login(head)
            where = f"{HOUSE}ouvertures/demander/"
            assert "sans délai" in text(client.get(where))
            assert "La maison est ouverte" in text(client.post(where, given, follow=True))


class TestWhatARefusalOffers:
    def test_an_opening_only_when_there_is_time_to_ask(self, client, person, head):
        with clock.at(NOW):
            client.force_login(person)
            late = text(client.post(f"{HOUSE}reserver/", sent(local(2026, 4, 24, 20))))
            assert "ouvertures/demander" not in late.partition("Une règle s’y oppose")[2]
            assert "au moins 5 jours avant" not in late
            assert "Elle ouvre ensuite lundi 27 avril" in late
            early = text(client.post(f"{HOUSE}reserver/", sent(local(2026, 4, 21, 5))))
            assert "Elle ouvre ensuite demain, de 7 h 30" in early
            assert "ouvertures/demander" in text(client.post(f"{HOUSE}reserver/", sent(SATURDAY)))
            client.force_login(head)
            assert "Ouvrir la maison" in text(client.post(f"{HOUSE}reserver/", sent(local(2026, 4, 24, 20))))


class TestPages:
    def test_from_the_refusal_to_the_booking(self, client, person, head):
        with clock.at(NOW):
            client.force_login(person)
            refused = text(client.post(f"{HOUSE}reserver/", sent(SATURDAY)))
            assert "ouvertures/demander/?day=2026-05-02&amp;starts=09:00" in refused
            where = f"{HOUSE}ouvertures/demander/"
            assert 'value="2026-05-02"' in text(client.get(f"{where}?day=2026-05-02&rooms=1"))
            given = {"reason": "Le créathon", "day": "2026-05-02", "starts": "09:00", "ends": "13:00", "rooms": ["1"]}
            given["ticket"] = "0" * 32
            assert client.post(where, {**given, "day": "2026-04-21"}).status_code == 422
            for _turn in range(2):
                answer = client.post(where, given)
            opening = Opening.objects.get()
            assert answer.url == opening.get_absolute_url()
            assert "Y renoncer" in text(client.get(answer.url))
            assert "la réponse viendra par courriel" in text(client.get("/"))
            assert client.post(answer.url, {"answer": "Oui.", "say": "yes"}).status_code == 403
            client.force_login(head)
            assert "une réponse est attendue de vous" in text(client.get("/"))
            assert client.post(answer.url, {"answer": "", "say": "yes"}).status_code == 422
            assert client.post(answer.url, {"answer": "Oui.", "say": "yes"}).status_code == 302
            assert "Réserver" in text(client.get(answer.url))
            week = text(client.get(f"{HOUSE}semaine/?semaine=2026-05-02"))
            assert "Samedi 2 mai, <small>ouverture exceptionnelle : 9 h à 13 h" in week
            assert "?rooms=1&amp;day=2026-05-02" in week
            assert "?rooms=2&amp;day=2026-05-02" not in week
            assert "ouverture exceptionnelle" in text(client.get(f"{HOUSE}1/?semaine=2026-05-02"))
            client.force_login(PersonFactory())
            assert client.get(answer.url).status_code == 404

    def test_giving_up(self, client, person):
        opening = opening_asked(person)
        client.force_login(person)
        for said in ("Vous y renoncez", "n’attend plus de réponse"):
            assert said in text(client.post(f"{opening.get_absolute_url()}renoncer/", follow=True))
        assert "retirée" in text(client.get(opening.get_absolute_url()))

    def test_who_is_not_of_the_community(self, client):
        LabSpaceFactory()
        client.force_login(PersonFactory())
        assert client.get(f"{HOUSE}ouvertures/demander/").status_code == 403

    def test_what_the_house_knows_of_a_person(self, person):
        opening = opening_asked(person)
        (data,) = manifest.persons
        assert data.export(person)["openings"][0]["reason"] == "La nuit des idées"
        data.erase(person)
        opening.refresh_from_db()
        assert (opening.asked_by, opening.reason) == (None, "")


class TestClosingSeveral:
    def test_the_whole_house_and_opening_it_again(self, client):
        one, other = booked(starts=opened(21)), booked(starts=opened(21), rooms=(2,))
        client.force_login(TeamMemberFactory())
        day = timezone.localdate(opened(14)).isoformat()
        given = {"reason": "Désinsectisation", "day": day, "starts": "07:30", "until": day, "ends": "21:00"}
        where, rooms = f"{HOUSE}fermetures/", [str(number) for number in range(1, 8)]
        assert "checked" not in text(client.get(where))
        assert client.post(where, given).status_code == 422
        taken = timezone.localdate(one.starts).isoformat()
        refused = client.post(where, {**given, "day": taken, "until": taken, "rooms": rooms})
        assert refused.status_code == 422
        assert f"{one.reference} (Le salon), {other.reference} (La cuisine)" in text(refused)
        assert not Occupation.objects.closures().exists()
        assert client.post(where, {**given, "rooms": rooms}).status_code == 302
        assert Occupation.objects.closures().count() == len(rooms)
        shown = text(client.get(where))
        assert shown.count("Ouvrir à nouveau") == 1
        first = Occupation.objects.closures().first()
        assert client.post(f"{where}{first.pk}/lever/", {"everywhere": "1"}).url == where
        assert not Occupation.objects.closures().exists()

    def test_no_room_is_no_closure(self):
        starts = opened()
        closing = actions.BlockingDraft(starts=starts, ends=starts + timedelta(hours=1), reason="Peinture")
        with pytest.raises(DomainError, match="au moins une"):
            actions.close_rooms(TeamMemberFactory(), [], draft=closing)
