"""Who is there: whoever arrives late counts at once, a seat counts once, a presidency is not anybody's to move."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.governance.actions import (
    OpeningDraft,
    answer_presence,
    hand_chair,
    note_presence,
    open_sitting,
    recuse_oneself,
    take_item,
)
from liamm.features.governance.counting import count_quorum
from liamm.features.governance.enums import Answer, MandateKind, SittingState
from liamm.features.governance.models import Attendance, Mandate
from liamm.features.governance.rules.quorum import SeatRule
from liamm.features.governance.rules.seating import free_seat
from liamm.features.governance.tests.factories import House, seat
from liamm.kernel import clock
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db
FEW = ["responsable", "adjointe", "pilote-region"]


@pytest.fixture
def sitting(house):
    return house.open(present=FEW)


def live(client, sitting):
    return client.get(f"/seances/{sitting.slug}/en-seance/").content.decode()


def present(sitting):
    return set(Attendance.objects.filter(sitting=sitting, present=True).values_list("person__name", flat=True))


class TestWhoeverArrives:
    def test_the_page_offers_every_member_and_the_quorum_follows(self, client, house, sitting):
        client.force_login(house.secretary)
        text = live(client, sitting)
        assert "sans quorum\xa0: personne n’est là pour la maison hôte" in text
        assert "Pas encore là" in text
        path = f"/seances/{sitting.slug}/presents/{house['adjoint-sgar'].pk}/"
        assert f'action="{path}"' in text
        after = client.post(path, {"here": "1"}, follow=True).content.decode()
        assert "quorum tenu" in after
        assert count_quorum(sitting).holds
        client.post(path, {"here": "0"})
        assert not count_quorum(sitting).holds

    def test_the_missing_seats_are_said_too(self, client, house):
        sitting = house.open(present=["responsable"])
        client.force_login(house.secretary)
        assert "il manque 2 sièges (1 tenus, 3 demandés)" in live(client, sitting)

    def test_anyone_of_the_team_welcomes(self, client, house, sitting):
        client.force_login(TeamMemberFactory())
        client.post(f"/seances/{sitting.slug}/presents/{house['dga-region'].pk}/", {"here": "1"})
        assert house["dga-region"].name in present(sitting)

    def test_the_queries_do_not_grow_with_those_who_sit(self, client, house, sitting, django_assert_max_num_queries):
        client.force_login(house.secretary)
        live(client, sitting)
        with django_assert_max_num_queries(60) as before:
            live(client, sitting)
        for key in ("adjointe", "dga-region", "adjoint-sgar"):
            seat(house.copil, key, kind=MandateKind.SUBSTITUTE)
        with django_assert_max_num_queries(len(before.captured_queries)):
            live(client, sitting)


class TestOneself:
    def test_a_member_says_it_from_the_live_page(self, client, house, sitting):
        client.force_login(house["dga-region"])
        assert "Je suis là" in live(client, sitting)
        path = f"/seances/{sitting.slug}/presents/{house['dga-region'].pk}/"
        after = client.post(path, {"here": "1"}, follow=True).content.decode()
        assert "votre présence est notée" in after
        client.post(path, {"here": "0"})
        assert house["dga-region"].name not in present(sitting)

    def test_not_for_somebody_else_nor_without_a_seat(self, client, house, sitting):
        client.force_login(house["dga-region"])
        other = f"/seances/{sitting.slug}/presents/{house['adjoint-sgar'].pk}/"
        assert client.post(other, {"here": "1"}).status_code == 403
        stranger = PersonFactory()
        client.force_login(stranger)
        assert client.post(f"/seances/{sitting.slug}/presents/{stranger.pk}/", {"here": "1"}).status_code == 403

    def test_on_the_day_before_it_opens_and_it_is_kept(self, client, house):
        sitting = house.sitting(starts=clock.now())
        client.force_login(house["adjointe"])
        assert "Je suis là" in client.get(f"/seances/{sitting.slug}/").content.decode()
        client.post(f"/seances/{sitting.slug}/presents/{house['adjointe'].pk}/", {"here": "1"})
        opened = house.open(sitting=sitting, present=["responsable"])
        assert present(opened) == {house.head.name, house["adjointe"].name}

    def test_never_on_another_day(self, client, house):
        sitting = house.sitting()
        client.force_login(house["adjointe"])
        assert "Je suis là" not in client.get(f"/seances/{sitting.slug}/").content.decode()
        with pytest.raises(DomainError, match="n’est pas ouverte"):
            note_presence(house["adjointe"], sitting, person=house["adjointe"], here=True)

    def test_whoever_was_not_called_answers_too(self, client, house):
        sitting = house.sitting()
        client.force_login(house["adjointe"])
        path = f"/seances/{sitting.slug}/presence/"
        assert client.get(path).status_code == 200
        assert not sitting.attendances.exists()
        assert client.post(path, {"answer": "coming"}).status_code == 302
        assert sitting.attendances.get().answer == Answer.COMING
        client.force_login(PersonFactory())
        assert client.get(path).status_code == 404
        again = Attendance(sitting=sitting, person=house["adjointe"], seat="adjointe")
        answer_presence(house["adjointe"], again, answer=Answer.ABSENT)
        assert sitting.attendances.get().answer == Answer.ABSENT


class TestOneSeatOnce:
    @pytest.fixture
    def stand_in(self, house):
        return seat(house.copil, "adjointe", PersonFactory(name="Suppléante"), kind=MandateKind.SUBSTITUTE)

    def test_a_substitute_takes_the_seat_of_whoever_is_away(self, client, house, stand_in):
        sitting = house.open(present=["responsable"])
        client.force_login(house.secretary)
        client.post(f"/seances/{sitting.slug}/presents/{stand_in.pk}/", {"here": "1"})
        mine = sitting.attendances.get(person=stand_in)
        assert (mine.present, mine.stands_in, mine.seat) == (True, True, "adjointe")
        text = live(client, sitting)
        assert "siège tenu par Suppléante" in text
        refused = client.post(f"/seances/{sitting.slug}/presents/{house['adjointe'].pk}/", {"here": "1"}, follow=True)
        assert "est déjà tenu par Suppléante" in refused.content.decode()
        assert present(sitting) == {house.head.name, "Suppléante"}

    def test_both_ticked_at_the_opening_are_refused(self, house, stand_in):
        sitting = house.sitting(starts=clock.now())
        draft = OpeningDraft(chair=house.head, present=[house["adjointe"].pk, stand_in.pk])
        with pytest.raises(DomainError, match="déjà tenu par"):
            open_sitting(house.head, sitting, draft=draft)
        sitting.refresh_from_db()
        assert sitting.state == SittingState.PLANNED

    def test_whoever_has_two_seats_takes_the_free_one(self, house, sitting):
        both = seat(house.copil, "adjointe", kind=MandateKind.SUBSTITUTE)
        seat(house.copil, "dga-region", both, kind=MandateKind.SUBSTITUTE)
        note_presence(house.secretary, sitting, person=both, here=True)
        assert sitting.attendances.get(person=both).seat == "dga-region"

    def test_the_rule(self):
        wanted = [SeatRule("a"), SeatRule("b", places=2)]
        assert free_seat(wanted, []) == "a"
        assert free_seat(wanted, ["a", "b"]) == "b"
        assert free_seat(wanted, ["a", "b", "b"]) is None
        assert free_seat([], []) is None


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_holder_and_the_substitute_press_together():
    house = House()
    sitting = house.open(present=["responsable"])
    others = [seat(house.copil, "adjointe", kind=MandateKind.SUBSTITUTE) for _ in range(3)]

    def press(person):
        try:
            note_presence(person, sitting, person=person, here=True)
        except DomainError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(max_workers=4) as pool:
        won = sum(pool.map(press, [house["adjointe"], *others]))
    assert won == 1
    assert sitting.attendances.filter(present=True, seat="adjointe").count() == 1


class TestThePresidency:
    def hand(self, client, sitting, person):
        return client.post(f"/seances/{sitting.slug}/presidence/{person.pk}/", follow=True)

    def test_not_by_a_member_absent_or_present_even_on_a_chairing_seat(self, client, house):
        sitting = house.open(house.codir, present=["dgs-region", "adjointe"])
        hand_chair(house.secretary, sitting, chair=house["dgs-region"])
        note_presence(house.secretary, sitting, person=house["sgar"], here=False)
        for key in ("sgar", "adjointe"):
            client.force_login(house[key])
            assert self.hand(client, sitting, house["adjointe"]).status_code == 403
            assert "Confier la présidence" not in live(client, sitting)
        sitting.refresh_from_db()
        assert sitting.chair == house["dgs-region"]

    def test_by_a_member_who_is_there_once_the_chair_is_gone(self, client, house, sitting):
        note_presence(house.head, sitting, person=house.head, here=False)
        client.force_login(house["dga-region"])
        assert self.hand(client, sitting, house["adjointe"]).status_code == 403
        client.force_login(house["adjointe"])
        assert self.hand(client, sitting, house["adjointe"]).status_code == 200
        sitting.refresh_from_db()
        assert sitting.chair == house["adjointe"]

    def test_by_the_chair_the_secretary_and_the_team(self, house, sitting):
        people = [(house.head, "adjointe"), (house.secretary, "pilote-region"), (TeamMemberFactory(), "adjointe")]
        for who, key in people:
            assert hand_chair(who, sitting, chair=house[key]).chair == house[key]

    def test_to_someone_there_who_sits_and_takes_part(self, house, sitting):
        with pytest.raises(DomainError, match="membre présent"):
            hand_chair(house.head, sitting, chair=house["dga-region"])
        item = house.item(sitting)
        recuse_oneself(house["adjointe"], item, reason="Mon projet.")
        take_item(house.secretary, item)
        with pytest.raises(DomainError, match="en dehors du point"):
            hand_chair(house.head, sitting, chair=house["adjointe"])
        Mandate.objects.filter(person=house["pilote-region"]).delete()
        with pytest.raises(DomainError, match="siège dans l’instance"):
            hand_chair(house.head, sitting, chair=house["pilote-region"])
        sitting.state = SittingState.CLOSED
        sitting.save()
        with pytest.raises(DomainError, match="pas ouverte"):
            hand_chair(house.head, sitting, chair=house["adjointe"])


class TestAnotherDay:
    def test_the_page_warns_and_asks_why(self, client, house):
        sitting = house.sitting(starts=clock.in_days(4))
        client.force_login(house.head)
        path = f"/seances/{sitting.slug}/ouvrir/"
        text = client.get(path).content.decode()
        assert "l’ouvrir aujourd’hui la fait tenir ce" in text
        typed = {"chair": str(house.head.pk), "present": [], "reason": ""}
        assert client.post(path, typed).status_code == 422
        assert client.post(path, {**typed, "reason": "Tout le monde est là."}).status_code == 302
        assert "Tout le monde est là." in client.get(f"/seances/{sitting.slug}/").content.decode()
        fact = Entry.objects.get(kind="governance.sitting_opened").payload
        assert fact["move"] == str(sitting.moves.get().pk)
        assert fact["planned"]

    def test_on_its_day_nothing_is_asked(self, client, house):
        sitting = house.sitting(starts=clock.now())
        client.force_login(house.head)
        text = client.get(f"/seances/{sitting.slug}/ouvrir/").content.decode()
        assert "un autre jour" not in text

    def test_a_day_gone_by_says_was(self, client, house):
        sitting = house.sitting(starts=clock.in_days(-4))
        client.force_login(house.head)
        assert "Cette séance était prévue" in client.get(f"/seances/{sitting.slug}/ouvrir/").content.decode()

    def test_refused_without_a_reason_and_when_too_far(self, house):
        draft = OpeningDraft(chair=house.head)
        with pytest.raises(DomainError, match="Dites pourquoi"):
            open_sitting(house.head, house.sitting(starts=clock.in_days(4)), draft=draft)
        far = house.sitting(starts=clock.in_days(33))
        with pytest.raises(DomainError, match="plus de 31 jours"):
            open_sitting(house.head, far, draft=OpeningDraft(chair=house.head, reason="Vite."))
        far.refresh_from_db()
        assert far.state == SittingState.PLANNED

    def test_only_who_sits_arrives(self, house):
        with pytest.raises(Refused, match="pas de siège"):
            note_presence(stranger := PersonFactory(), house.open(), person=stranger, here=True)
