"""The pages of the team: what is ripe and comes on an agenda, a sitting out of cadence, the two texts."""

from datetime import timedelta

import pytest
from django.utils import timezone

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.governance.actions import pass_on_item, recuse_oneself
from liamm.features.governance.enums import ItemState
from liamm.features.governance.jobs import fill_agendas
from liamm.features.governance.models import AgendaItem, Sitting
from liamm.features.governance.queries import planning, preparing
from liamm.features.governance.tests.factories import ItemFactory
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel import clock
from liamm.kernel.access import Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db
RIPE, LACKING = "Mûr, et pas encore à l’ordre du jour", "Ce qui manque encore"


def card(text, title):
    """What a card of the page holds."""
    assert title in text
    return text.split(title, 1)[1].split("</section>", 1)[0]


@pytest.fixture
def sitting(house):
    return house.sitting(starts=clock.in_days(20))


@pytest.fixture
def team(client, house):
    client.force_login(house.secretary)
    return client


class TestRipe:
    """The card of the requests that are ripe: what stands in it, and its button."""

    @pytest.fixture
    def ripe(self):
        return proposals.ready(title="Les papiers qui reviennent")

    def prepare(self, team, sitting):
        answer = team.get(f"/seances/{sitting.slug}/preparer/")
        assert answer.status_code == 200
        return answer.content.decode()

    def test_no_line_begins_with_the_dot_of_its_state(self, team, sitting):
        for text in (self.prepare(team, sitting), team.get(f"/seances/{sitting.slug}/").content.decode()):
            assert '· <span class="tag' not in text

    def test_a_ripe_request_waits_there_with_its_button(self, team, sitting, ripe):
        text = card(self.prepare(team, sitting), RIPE)
        assert "Les papiers qui reviennent" in text
        assert f'action="/seances/{sitting.slug}/demandes/{ripe.pk}/"' in text
        assert f'href="/demandes/{ripe.reference}/"' in text

    def test_its_button_puts_it_on_the_agenda_and_it_leaves_the_card(self, team, sitting, ripe):
        answer = team.post(f"/seances/{sitting.slug}/demandes/{ripe.pk}/", follow=True)
        item = AgendaItem.objects.get(proposal=ripe)
        assert (item.sitting, item.state) == (sitting, ItemState.PLACED)
        text = answer.content.decode()
        assert "est à l’ordre du jour" in text
        assert "Les papiers qui reviennent" not in card(text, RIPE)
        assert "Les papiers qui reviennent" in card(text, "Ordre du jour")

    def test_pressed_twice_there_is_one_item_and_the_reason_is_said(self, team, sitting, ripe):
        for _ in range(2):
            answer = team.post(f"/seances/{sitting.slug}/demandes/{ripe.pk}/", follow=True)
        assert AgendaItem.objects.filter(proposal=ripe).count() == 1
        assert "Cette demande est déjà à l’ordre du jour" in answer.content.decode()

    def test_what_lacks_something_is_elsewhere_and_says_what(self, team, sitting):
        proposal, _seats = proposals.at_gate()
        text = self.prepare(team, sitting)
        assert proposal.reference not in card(text, RIPE)
        assert proposal.reference in card(text, LACKING)
        assert "filtre" in card(text, LACKING)

    def test_what_is_not_ripe_is_refused_by_a_post_too(self, team, sitting):
        proposal, _seats = proposals.at_gate()
        answer = team.post(f"/seances/{sitting.slug}/demandes/{proposal.pk}/", follow=True)
        assert "pas encore mûre" in answer.content.decode()
        assert not AgendaItem.objects.exists()

    def test_what_was_taken_off_says_so(self, team, sitting, ripe):
        team.post(f"/seances/{sitting.slug}/demandes/{ripe.pk}/")
        item = AgendaItem.objects.get()
        assert team.post(f"/points/{item.pk}/retirer/", {"reason": ""}).status_code == 422
        assert team.post(f"/points/{item.pk}/retirer/", {"reason": "Une pièce arrive."}).status_code == 302
        assert "retirée d’un ordre du jour" in card(self.prepare(team, sitting), RIPE)

    def test_with_nothing_ripe_the_card_is_kind(self, team, sitting):
        assert "Tout ce qui est mûr est à l’ordre du jour" in card(self.prepare(team, sitting), RIPE)

    def test_nobody_else_adds_a_request(self, client, house, sitting, ripe):
        path = f"/seances/{sitting.slug}/demandes/{ripe.pk}/"
        for person in (PersonFactory(), house["adjointe"], house["sgar"]):
            client.force_login(person)
            assert client.post(path).status_code == 403
        assert not AgendaItem.objects.exists()

    def test_the_number_of_queries_does_not_grow(self, team, sitting, ripe, django_assert_max_num_queries):
        self.prepare(team, sitting)
        with django_assert_max_num_queries(60) as before:
            self.prepare(team, sitting)
        for number in range(3):
            proposals.ready(title=f"Une autre {number}")
        with django_assert_max_num_queries(len(before.captured_queries)):
            self.prepare(team, sitting)


class TestAgenda:
    def test_order_waiting_items_and_one_more(self, team, house, sitting):
        first, second = house.item(sitting, rank=1), house.item(sitting, rank=2)
        team.post(f"/points/{second.pk}/monter/")
        assert list(sitting.items.on_agenda()) == [second, first]
        team.post(f"/points/{second.pk}/descendre/")
        assert list(sitting.items.on_agenda()) == [first, second]
        waiting = ItemFactory(body=house.copil, state=ItemState.WAITING, title="Revient en mars")
        answer = team.post(f"/seances/{sitting.slug}/points/{waiting.pk}/", follow=True)
        assert "« Revient en mars » est à l’ordre du jour" in answer.content.decode().replace("\u202f", " ").replace(
            "\xa0", " "
        )
        typed = {"kind": "information", "title": "Le bail", "summary": ""}
        assert team.post(f"/seances/{sitting.slug}/points/", typed).status_code == 302
        assert sitting.items.count() == 4

    def test_an_item_that_no_longer_waits_is_refused_with_words(self, team, house, sitting):
        item = house.item(sitting)
        answer = team.post(f"/seances/{sitting.slug}/points/{item.pk}/", follow=True)
        assert "Ce point n’attend plus de séance" in answer.content.decode()

    def test_the_order_of_a_sitting_that_is_over_stays(self, team, house):
        opened = house.open()
        first, second = house.item(opened, rank=1), house.item(opened, rank=2)
        team.post(f"/seances/{opened.slug}/clore/", {"sure": "1"})
        AgendaItem.objects.filter(pk__in=[first.pk, second.pk]).update(sitting=opened, state=ItemState.PLACED)
        team.post(f"/points/{second.pk}/monter/")
        assert list(opened.items.on_agenda()) == [first, second]


class TestOutOfCadence:
    def test_one_lands_on_the_new_sitting(self, team, house):
        starts = timezone.localtime(clock.in_days(8)).replace(hour=14, minute=0)
        while starts.weekday() > 3:
            starts += timedelta(days=1)
        typed = {"starts": starts.strftime("%Y-%m-%dT%H:%M"), "minutes": "60", "place": "Salon", "reason": "Un pacte."}
        answer = team.post("/gouvernance/instances/copil/convoquer/", typed)
        made = Sitting.objects.get()
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/seances/{made.slug}/"
        text = team.get(answer.headers["Location"]).content.decode()
        assert "La séance est prévue" in text
        assert "Un pacte." in text

    def test_a_refusal_keeps_what_was_typed(self, team, house):
        typed = {"starts": "2020-01-01T10:00", "minutes": "60", "place": "", "reason": "Un pacte en péril."}
        answer = team.post("/gouvernance/instances/copil/convoquer/", typed)
        assert answer.status_code == 422
        assert "Un pacte en péril." in answer.content.decode()
        assert not Sitting.objects.exists()


class TestTwoTexts:
    @pytest.fixture
    def decision(self, house):
        return house.decide(house.item(house.open()))

    def label(self, text, field):
        return text.split(f'for="id_{field}"', 1)[1].split("</label>", 1)[0]

    def test_the_label_of_the_public_text_says_that_publication_needs_it(self, team, decision):
        text = team.get(f"/decisions/{decision.reference}/textes/").content.decode()
        assert "obligatoire pour publier" in self.label(text, "public_text")
        assert "facultatif" not in self.label(text, "public_text")
        assert "rien ne paraît sans lui" in text
        assert "(obligatoire)" in self.label(text, "public_title")

    def typed(self, decision, **values):
        return {
            "version": decision.text_version,
            "full_text": "Tout.",
            "public_title": "Titre",
            "public_text": "",
            **values,
        }

    def test_it_may_be_written_later(self, team, decision):
        path = f"/decisions/{decision.reference}/textes/"
        assert team.post(path, self.typed(decision)).status_code == 302

    def test_nobody_is_asked_to_read_what_is_not_written(self, team, decision, letters):
        TeamMemberFactory()
        before = len(letters())
        path = f"/decisions/{decision.reference}/textes/"
        answer = team.post(path, self.typed(decision, relire="1", full_text="Je viens de l’écrire."))
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "ne sont pas encore écrits" in text
        assert "Je viens de l’écrire." in text
        assert len(letters()) == before
        decision.refresh_from_db()
        assert decision.text_version == 1


class TestLength:
    """How many items a sitting takes, where the charter says so, and passing one on."""

    @pytest.fixture
    def two(self, monkeypatch):
        """A charter by which a sitting takes two items."""
        for module in (planning, preparing):
            monkeypatch.setattr(module, "most_items", lambda _sitting: 2)

    @pytest.fixture
    def next_one(self, house):
        return house.sitting(slug="copil-suivant", starts=clock.in_days(50))

    def test_without_a_word_of_the_charter_all_that_is_ripe_comes(self, sitting, next_one):
        for number in range(3):
            proposals.ready(title=f"Une demande {number}")
        fill_agendas()
        assert (sitting.items.count(), next_one.items.count()) == (3, 0)

    def test_beyond_it_what_is_ripe_waits_for_the_next_sitting_the_oldest_first(self, two, sitting, next_one):
        ripe = [proposals.ready(title=f"Une demande {number}") for number in range(3)]
        fill_agendas()
        assert [one.proposal for one in sitting.items.on_agenda()] == ripe[:2]
        assert [one.proposal for one in next_one.items.on_agenda()] == ripe[2:]

    def test_what_was_promised_for_a_day_comes_all_the_same(self, two, house, sitting, next_one):
        for number in range(3):
            ItemFactory(body=house.copil, state=ItemState.WAITING, title=f"Revient {number}")
        proposals.ready()
        fill_agendas()
        assert (sitting.items.count(), next_one.items.count()) == (3, 1)

    def test_whoever_prepares_reads_the_length_and_passes_one_on(self, two, team, house, sitting, next_one):
        items = [house.item(sitting, rank=rank, title=f"Point {rank}") for rank in (1, 2, 3)]
        house.item(next_one, rank=1)
        text = card(team.get(f"/seances/{sitting.slug}/preparer/").content.decode(), "Ordre du jour")
        assert "3 points" in text
        assert "passez à la suivante ce qui peut attendre" in text
        answer = team.post(f"/points/{items[0].pk}/passer/", follow=True)
        assert "passe à la séance du" in answer.content.decode()
        assert list(next_one.items.on_agenda())[-1] == items[0]
        assert "ce qui peut attendre" not in card(answer.content.decode(), "Ordre du jour")
        assert Entry.objects.latest("id").kind == "governance.item_passed_on"

    def test_what_cannot_be_passed_on_says_why(self, team, house, sitting):
        item = house.item(sitting)
        answer = team.post(f"/points/{item.pk}/passer/", follow=True)
        assert "Aucune autre séance" in answer.content.decode()
        house.sitting(slug="copil-suivant", starts=clock.in_days(50))
        house.open(sitting=sitting)
        with pytest.raises(DomainError, match="ne se passe plus"):
            pass_on_item(house.secretary, AgendaItem.objects.get(pk=item.pk))
        with pytest.raises(Refused):
            pass_on_item(PersonFactory(), AgendaItem.objects.get(pk=item.pk))

    def test_whoever_stays_out_of_it_does_not_pass_it_on(self, client, house, sitting):
        house.sitting(slug="copil-suivant", starts=clock.in_days(50))
        item = house.item(sitting)
        recuse_oneself(house.secretary, item, reason="Ma sœur.")
        client.force_login(house.secretary)
        assert client.post(f"/points/{item.pk}/passer/").status_code == 403
        assert AgendaItem.objects.get(pk=item.pk).sitting == sitting
