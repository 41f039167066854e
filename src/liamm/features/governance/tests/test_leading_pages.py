"""A sitting led from its pages: every verb by a real post, what others then see, and refusals that keep the words."""

import pytest

from liamm.features.accounts.tests.factories import PersonFactory
from liamm.features.governance import actions
from liamm.features.governance.enums import ItemState, SittingState
from liamm.features.governance.models import AgendaItem, Frame
from liamm.kernel import clock
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(client, house):
    client.force_login(house.secretary)
    return client


@pytest.fixture
def sitting(house):
    return house.open(present=["responsable", "adjointe", "pilote-region", "dga-region", "adjoint-sgar"])


def live(client, sitting):
    answer = client.get(f"/seances/{sitting.slug}/en-seance/")
    assert answer.status_code == 200
    return answer.content.decode()


def line_of(text, name):
    """What the live page says of one person."""
    return text.split("Qui est là", 1)[1].split(f"<b>{name}</b>", 1)[1].split("</li>", 1)[0]


class TestOpening:
    def test_by_its_form(self, client, house):
        sitting = house.sitting(starts=clock.now())
        client.force_login(house.head)
        path = f"/seances/{sitting.slug}/ouvrir/"
        page = client.get(path).content.decode()
        assert "Siège adjointe" in page
        typed = {"chair": str(house.head.pk), "secretary": str(house.secretary.pk)}
        typed["present"] = [str(house[key].pk) for key in ("responsable", "adjointe")]
        answer = client.post(path, typed)
        assert answer.headers["Location"] == f"/seances/{sitting.slug}/en-seance/"
        sitting.refresh_from_db()
        assert (sitting.state, sitting.chair, sitting.secretary) == (SittingState.OPEN, house.head, house.secretary)
        assert sitting.attendances.filter(present=True).count() == 2
        again = client.post(path, typed)
        assert again.status_code == 422
        assert "déjà commencé" in again.content.decode()

    def test_not_by_someone_who_does_not_sit_there(self, client, house):
        sitting = house.sitting()
        client.force_login(house.head)
        path = f"/seances/{sitting.slug}/ouvrir/"
        for chair in (PersonFactory(), house["sgar"]):
            assert client.post(path, {"chair": str(chair.pk)}).status_code == 422
        client.force_login(house["pilote-region"])
        assert client.post(path, {"chair": str(house["pilote-region"].pk)}).status_code == 403
        sitting.refresh_from_db()
        assert sitting.state == SittingState.PLANNED


class TestPresence:
    def test_someone_leaves_and_comes_back(self, lead, house, sitting):
        path = f"/seances/{sitting.slug}/presents/{house['adjointe'].pk}/"
        for here, word in (("0", "A rejoint la séance"), ("1", "A quitté la séance")):
            answer = lead.post(path, {"here": here}, follow=True)
            assert sitting.attendances.get(person=house["adjointe"]).present is (here == "1")
            assert word in line_of(answer.content.decode(), house["adjointe"].name)

    def test_without_a_seat_one_is_not_counted(self, lead, sitting):
        stranger = PersonFactory()
        answer = lead.post(f"/seances/{sitting.slug}/presents/{stranger.pk}/", {"here": "1"}, follow=True)
        assert "ne tient pas de siège" in answer.content.decode()
        assert not sitting.attendances.filter(person=stranger).exists()

    def test_only_who_leads_notes_it(self, client, house, sitting):
        client.force_login(house["adjointe"])
        path = f"/seances/{sitting.slug}/presents/{house['pilote-region'].pk}/"
        assert client.post(path, {"here": "0"}).status_code == 403
        assert sitting.attendances.get(person=house["pilote-region"]).present


class TestChair:
    def test_handed_to_someone_who_is_there(self, lead, house, sitting):
        answer = lead.post(f"/seances/{sitting.slug}/presidence/{house['adjointe'].pk}/", follow=True)
        text = answer.content.decode()
        assert f"{house['adjointe'].name} préside à partir de maintenant." in text
        assert "préside" in line_of(text, house["adjointe"].name)
        sitting.refresh_from_db()
        assert sitting.chair == house["adjointe"]

    def test_not_to_someone_away_nor_by_any_member(self, lead, client, house, sitting):
        answer = lead.post(f"/seances/{sitting.slug}/presidence/{house['pilote-sgar'].pk}/", follow=True)
        assert "se confie à un membre présent" in answer.content.decode()
        client.force_login(house["adjointe"])
        assert client.post(f"/seances/{sitting.slug}/presidence/{house['adjointe'].pk}/").status_code == 403
        sitting.refresh_from_db()
        assert sitting.chair == house.head


class TestItems:
    def test_taken_in_hand_everyone_sees_it(self, lead, client, house, sitting):
        item = house.item(sitting, title="Les horaires d’été")
        assert lead.post(f"/points/{item.pk}/en-cours/").status_code == 302
        client.force_login(house["adjointe"])
        text = live(client, sitting)
        assert "En ce moment" in text
        assert "Les horaires d’été" in text.split("En ce moment", 1)[1].split("</section>", 1)[0]
        assert f"/points/{item.pk}/en-cours/" not in text

    def test_decided_it_is_no_longer_taken(self, lead, house, sitting):
        item = house.item(sitting)
        house.decide(item)
        answer = lead.post(f"/points/{item.pk}/en-cours/", follow=True)
        assert "n’est plus à l’ordre du jour" in answer.content.decode()
        sitting.refresh_from_db()
        assert sitting.current is None

    def test_on_no_agenda_there_is_nothing_to_take(self, lead, house, sitting):
        item = house.item(sitting)
        AgendaItem.objects.filter(pk=item.pk).update(sitting=None, state=ItemState.WAITING)
        assert lead.post(f"/points/{item.pk}/en-cours/").status_code == 404

    def test_a_chair_who_stays_out_is_said_instead_of_a_button(self, lead, house, sitting):
        item = house.item(sitting)
        actions.recuse_oneself(house.head, item, reason="C’est mon projet.")
        text = live(lead, sitting)
        assert "confiez-la d’abord" in text
        assert f"/points/{item.pk}/decider/" not in text
        assert lead.post(f"/points/{item.pk}/en-cours/").status_code == 403


class TestNotes:
    def test_kept_and_two_who_write_lose_nothing(self, lead, client, house, sitting):
        item = house.item(sitting)
        path = f"/points/{item.pk}/notes/"
        assert lead.post(path, {"notes": "On hésite.", "before": ""}).status_code == 302
        client.force_login(house.head)
        answer = client.post(path, {"notes": "Tout va bien.", "before": ""})
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "a écrit des notes entre-temps" in text
        assert "On hésite." in text
        assert "Tout va bien." in text
        item.refresh_from_db()
        assert item.notes == "On hésite."

    def test_not_by_a_member(self, client, house, sitting):
        item = house.item(sitting)
        client.force_login(house["adjointe"])
        assert client.post(f"/points/{item.pk}/notes/", {"notes": "x", "before": ""}).status_code == 403


class TestFrame:
    TYPED = {"title": "Cap sur les droits", "full_text": "Tout.", "public_text": "Trois priorités."}

    def test_set_by_the_body_that_may(self, client, house):
        sitting = house.open(house.codir)
        client.force_login(house["sgar"])
        assert "Fixer le cadre" in client.get(f"/seances/{sitting.slug}/").content.decode()
        path = f"/seances/{sitting.slug}/cadre/"
        refused = client.post(path, {**self.TYPED, "title": "", "starts": clock.today().isoformat()})
        assert refused.status_code == 422
        assert "Trois priorités." in refused.content.decode()
        assert client.post(path, {**self.TYPED, "starts": clock.today().isoformat()}).status_code == 302
        assert Frame.objects.get().starts == clock.today()

    def test_not_by_another(self, lead, sitting):
        path = f"/seances/{sitting.slug}/cadre/"
        assert "/cadre/" not in lead.get(f"/seances/{sitting.slug}/").content.decode().split("<main", 1)[1]
        assert lead.post(path, {**self.TYPED, "starts": clock.today().isoformat()}).status_code == 403
        assert not Frame.objects.exists()


class TestClosing:
    def test_what_is_left_waits_and_the_pages_say_so(self, lead, house, sitting):
        done, left = house.item(sitting), house.item(sitting)
        house.decide(done)
        path = f"/seances/{sitting.slug}/clore/"
        assert "passe à la séance suivante" in lead.get(path).content.decode()
        answer = lead.post(path, {"sure": "1"})
        assert answer.headers["Location"] == f"/seances/{sitting.slug}/"
        left.refresh_from_db()
        assert (left.state, left.sitting) == (ItemState.WAITING, None)
        text = live(lead, sitting)
        assert "La séance est close" in text
        assert "Clore la séance" not in text
        assert Entry.objects.filter(kind="governance.sitting_closed").count() == 1
        again = lead.post(path, {"sure": "1"})
        assert again.status_code == 422
        assert "n’est pas ouverte" in again.content.decode()

    def test_not_by_a_member(self, client, house, sitting):
        client.force_login(house["adjointe"])
        assert client.post(f"/seances/{sitting.slug}/clore/", {"sure": "1"}).status_code == 403


class TestFollowing:
    def test_the_fragment_is_what_moves(self, client, house, sitting):
        house.item(sitting, title="Les horaires d’été")
        client.force_login(house["adjointe"])
        path = f"/seances/{sitting.slug}/en-seance/"
        fragment = client.get(path, headers={"HX-Request": "true", "HX-Target": "seance"}).content.decode()
        assert "Les horaires d’été" in fragment
        assert "<html" not in fragment
        assert "/live/?topic=" in live(client, sitting)

    def test_before_it_begins_the_page_says_that_it_will_move(self, client, house):
        sitting = house.sitting()
        client.force_login(house["adjointe"])
        text = live(client, sitting)
        assert "n’a pas commencé" in text
        assert "Personne n’est encore noté présent" in text

    def test_its_queries_do_not_grow(self, client, house, sitting, django_assert_max_num_queries):
        client.force_login(house["adjointe"])
        house.item(sitting)
        live(client, sitting)
        with django_assert_max_num_queries(60) as before:
            live(client, sitting)
        for _ in range(4):
            house.item(sitting)
        with django_assert_max_num_queries(len(before.captured_queries)):
            live(client, sitting)
