"""Whoever stays out of an item tries every way in: pages, raw posts, administration, actions, queries, papers."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from liamm.features.accounts.tests.factories import AdminFactory, PersonFactory
from liamm.features.governance import actions
from liamm.features.governance.actions import ClosingDraft, CorrectionDraft, PreconisationDraft, SubjectDraft, TextDraft
from liamm.features.governance.enums import ItemState, MandateKind, RecusalState
from liamm.features.governance.models import AgendaItem, Decision, Preconisation, Recusal
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.rules.interest import Tie
from liamm.features.governance.tests.factories import ItemFactory, seat
from liamm.features.governance.tests.test_requests import place, ready_by, room_enough
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.search.index import find

pytestmark = pytest.mark.django_db
__all__ = ["room_enough"]
CANARY = "CANARIDESOMBRES"
LINES = {"p-TOTAL_FORMS": "0", "p-INITIAL_FORMS": "0", "p-MIN_NUM_FORMS": "0", "p-MAX_NUM_FORMS": "12"}


@pytest.fixture
def item(house):
    """The secretary, of the team and leading the sitting, stays out of it."""
    item = house.item(house.open(), summary=f"Résumé {CANARY}")
    actions.take_notes(house.head, item, notes=f"Débat {CANARY}", before="")
    actions.recuse_oneself(house.secretary, item, reason="Je le porte.")
    return AgendaItem.objects.select_related("sitting__body", "sitting__chair", "body").get(pk=item.pk)


@pytest.fixture
def out(client, house):
    client.force_login(house.secretary)
    return client


def decided(house, item):
    draft = ClosingDraft(outcome="retenue", full_text=f"Complet {CANARY}")
    return actions.decide_item(house.head, item, draft=draft)


class TestPages:
    def test_no_page_opens_nor_says_a_word_of_it(self, out, house, item):
        slug = item.sitting.slug
        answer = out.get(f"/points/{item.pk}/decider/")
        assert answer.status_code == 403
        assert "Vous vous tenez à l’écart de ce point" in answer.content.decode()
        for tail in ("notes", "observer", "retirer"):
            assert out.get(f"/points/{item.pk}/{tail}/").status_code == 403, tail
        for path in (
            "/",
            f"/seances/{slug}/",
            f"/seances/{slug}/dossier/",
            f"/seances/{slug}/en-seance/",
            f"/seances/{slug}/preparer/",
            f"/points/{item.pk}/deport/",
        ):
            answer = out.get(path)
            assert answer.status_code == 200, path
            assert CANARY not in answer.content.decode(), path

    def test_they_see_the_agenda_without_a_button_for_it(self, out, house, item):
        other = house.item(item.sitting)
        text = out.get(f"/seances/{item.sitting.slug}/en-seance/").content.decode()
        assert "vous vous tenez à l’écart de ce point" in text
        assert f"/points/{item.pk}/decider/" not in text
        assert f"/points/{other.pk}/decider/" in text
        text = out.get(f"/seances/{item.sitting.slug}/preparer/").content.decode()
        assert f"/points/{item.pk}/" not in text
        assert f"/points/{other.pk}/retirer/" in text

    def test_nor_anything_of_the_decision_before_everyone_may(self, out, house, item):
        decision = decided(house, item)
        for tail in ("", "textes/", "relire/", "relire/rendre/", "corriger/"):
            assert out.get(f"/decisions/{decision.reference}/{tail}").status_code == 404, tail
        for tail in (".pdf", ".json"):
            assert out.get(f"/decisions/{decision.reference}{tail}").status_code == 404, tail

    def test_once_published_they_read_what_everyone_reads(self, client, house, item):
        decision = decided(house, item)
        draft = TextDraft(version=1, full_text=f"Complet {CANARY}", public_title="Titre", public_text="Public")
        actions.write_texts(house.head, decision, draft=draft)
        actions.read_text(house.reader, Decision.objects.get(), version=2)
        client.force_login(house.secretary)
        text = client.get(f"/decisions/{decision.reference}/").content.decode()
        assert "Public" in text
        assert CANARY not in text
        assert client.get(f"/decisions/{decision.reference}/corriger/").status_code == 403


class TestPosts:
    @pytest.mark.parametrize(
        ("tail", "typed", "status"),
        [
            ("decider", {"outcome": "retenue", "full_text": "Moi", **LINES}, 403),
            ("notes", {"notes": "Moi", "before": ""}, 403),
            ("observer", {"text": "Moi"}, 403),
            ("en-cours", {}, 403),
            ("retirer", {"reason": "Moi"}, 403),
            ("monter", {}, 403),
        ],
    )
    def test_no_raw_post_changes_it(self, out, item, tail, typed, status):
        before = AgendaItem.objects.filter(pk=item.pk).values().get()
        assert out.post(f"/points/{item.pk}/{tail}/", typed).status_code == status
        assert AgendaItem.objects.filter(pk=item.pk).values().get() == before
        assert not Decision.objects.exists()

    def test_nor_its_texts(self, out, house, item):
        decision = decided(house, item)
        typed = {"version": 1, "full_text": "x", "public_title": "x", "public_text": "x"}
        for tail, told in (
            ("textes", typed),
            ("relire", {"version": 1, "agreed": "on"}),
            ("relire/rendre", {"version": 1, "remark": "x"}),
            ("corriger", {**typed, "reason": "x"}),
        ):
            assert out.post(f"/decisions/{decision.reference}/{tail}/", told).status_code == 404
        decision.refresh_from_db()
        assert (decision.text_version, decision.published_at) == (1, None)

    def test_nobody_takes_part_again_by_a_post(self, out, item):
        recusal = Recusal.objects.get()
        answer = out.post(f"/deports/{recusal.pk}/", {"reason": "Finalement si."})
        assert answer.status_code == 422
        assert "ne se reprend pas" in answer.content.decode()
        assert Recusal.objects.get().state == RecusalState.STANDS

    def test_nor_answers_in_the_place_of_someone_else(self, client, house, item):
        asked = actions.propose_recusal(house.head, item, person=house["adjointe"], tie=Tie.CARRIER)
        for key in ("pilote-region", "adjoint-sgar"):
            client.force_login(house[key])
            assert client.post(f"/deports/{asked.pk}/", {"reason": "Pour elle."}).status_code == 403
        client.force_login(house.secretary)  # leads the sitting, and stays out of this item
        assert client.post(f"/deports/{asked.pk}/", {"reason": "Pour elle."}).status_code == 403
        asked.refresh_from_db()
        assert asked.state == RecusalState.PROPOSED

    @pytest.mark.parametrize("sent", ["", "x", "00000000-0000-0000-0000-000000000000"])
    def test_a_question_to_nobody_is_not_found(self, client, house, item, sent):
        client.force_login(house.head)
        assert client.post(f"/points/{item.pk}/deport/demander/", {"person": sent}).status_code == 404

    def test_an_item_that_waits_is_not_brought_forward(self, out, house, item):
        AgendaItem.objects.filter(pk=item.pk).update(sitting=None, state=ItemState.WAITING)
        coming = house.sitting(starts=clock.in_days(9))
        text = out.get(f"/seances/{coming.slug}/preparer/").content.decode()
        assert f"/points/{item.pk}/" not in text
        assert out.post(f"/seances/{coming.slug}/points/{item.pk}/").status_code == 403
        assert not coming.items.exists()


class TestActions:
    def test_every_verb_refuses(self, house, item):
        me = house.secretary
        for act in (
            lambda: actions.decide_item(me, item, draft=ClosingDraft(outcome="retenue", full_text="Moi")),
            lambda: actions.take_notes(me, item, notes="Moi", before=item.notes),
            lambda: actions.take_item(me, item),
            lambda: actions.attach_observation(me, item, text="Moi"),
            lambda: actions.remove_item(me, item, reason="Moi"),
        ):
            with pytest.raises(Refused, match=r"à l’écart|garante"):
                act()

    def test_of_the_decision_too(self, house, item):
        decision, me = decided(house, item), house.secretary
        texts = {"full_text": "x", "public_title": "x", "public_text": "x"}
        for act in (
            lambda: actions.write_texts(me, decision, draft=TextDraft(version=1, **texts)),
            lambda: actions.read_text(me, decision, version=1),
            lambda: actions.correct_decision(me, decision, draft=CorrectionDraft(reason="x", **texts)),
        ):
            with pytest.raises(Refused):
                act()

    def test_a_stand_in_is_not_counted_for_the_one_they_replace_and_themselves(self, house):
        stand_in = seat(house.copil, "adjoint-sgar", kind=MandateKind.SUBSTITUTE)
        sitting = house.open(present=["responsable", "pilote-region", "adjoint-sgar"])
        item = house.item(sitting)
        for person in (house["adjoint-sgar"], stand_in):
            actions.recuse_oneself(person, item, reason="Le même lien.")
        with pytest.raises(DomainError, match="quorum"):
            house.decide(AgendaItem.objects.get(pk=item.pk))

    def test_who_minds_a_preconisation_reads_no_more_by_it(self, house, item):
        asked = PreconisationDraft(text="À faire", minder=house.secretary, minder_said="x", term=clock.today())
        draft = ClosingDraft(outcome="retenue-avec-preconisations", full_text=CANARY, preconisations=(asked,))
        decision = actions.decide_item(house.head, item, draft=draft)
        assert Preconisation.objects.get().minder == house.secretary
        assert not policy.visible_to(house.secretary, Decision.objects.filter(pk=decision.pk)).exists()


class TestBeforeASitting:
    """An item that waits, or that someone proposed, may be stayed out of before any sitting holds it."""

    @pytest.fixture
    def waiting(self, house):
        return ItemFactory(body=house.copil, state=ItemState.WAITING)

    def test_asked_about_an_item_without_a_sitting_no_letter_speaks_of_one(self, house, waiting, letters):
        recusal = actions.propose_recusal(house.secretary, waiting, person=house["adjointe"], tie=Tie.CARRIER)
        assert recusal.state == RecusalState.PROPOSED
        assert letters() == []

    def test_of_the_team_one_does_not_answer_a_subject_one_stays_out_of(self, client, house):
        subject = actions.suggest_subject(house.secretary, SubjectDraft(title="Ouvrir le samedi", text="Familles."))
        actions.recuse_oneself(house.secretary, subject, reason="C’est mon idée.")
        client.force_login(house.secretary)
        assert subject.title not in client.get("/gouvernance/sujets/").content.decode()
        for tail, typed in (("porter", {"sure": "1"}), ("repondre", {"reason": "Non"})):
            assert client.post(f"/gouvernance/sujets/{subject.pk}/{tail}/", typed).status_code == 403
        with pytest.raises(Refused, match="à l’écart"):
            actions.accept_subject(house.secretary, subject)
        subject.refresh_from_db()
        assert subject.state == ItemState.OFFERED

    def test_items_are_seen_by_the_house_and_by_those_inside(self, house, waiting):
        items = AgendaItem.objects.filter(pk=waiting.pk)
        for actor, seen in ((SYSTEM, 1), (AnonymousUser(), 0), (PersonFactory(), 0), (house["adjointe"], 1)):
            assert policy.visible_to(actor, items).count() == seen
            assert bool(policy.decide(actor, Permission.VIEW_ITEM, waiting)) is bool(seen)


class TestElsewhere:
    def test_nothing_is_found_by_searching(self, house, item):
        decided(house, item)
        assert find(house.secretary, CANARY) == []

    def test_the_administration_knows_no_item_and_no_recusal(self, client, item):
        assert not {AgendaItem, Recusal, Preconisation} & set(admin.site._registry)
        client.force_login(AdminFactory())
        recusal = Recusal.objects.get()
        for path in (f"recusal/{recusal.pk}/change/", f"recusal/{recusal.pk}/delete/", f"agendaitem/{item.pk}/change/"):
            assert client.post(f"/administration/governance/{path}", {"state": "proposed"}).status_code == 404
        assert Recusal.objects.get().state == RecusalState.STANDS

    def test_the_number_of_those_who_stayed_out_never_changes(self, house, item):
        decision = decided(house, item)
        with pytest.raises(IntegrityError, match="what was decided"), transaction.atomic():
            Decision.objects.filter(pk=decision.pk).update(recusals=0)


class TestWhoCarriesAndSaysNothing:
    """The chair asked somebody who carries the request, and no answer comes: the sitting goes on without them."""

    @pytest.fixture
    def asked(self, house):
        proposal, _seats = ready_by(house["pilote-region"])
        item = place(house, proposal)
        Recusal.objects.filter(item=item, person=house["pilote-region"]).delete()
        return actions.propose_recusal(house.secretary, item, person=house["pilote-region"], tie=Tie.CARRIER)

    def test_whoever_leads_writes_that_they_stay_out(self, client, house, asked):
        with pytest.raises(DomainError, match="pas reçu de réponse"):
            house.decide(AgendaItem.objects.get(pk=asked.item_id))
        client.force_login(house.secretary)
        page = f"/points/{asked.item_id}/deport/"
        text = client.get(page).content.decode()
        assert "Porte la demande" in text
        assert "Dire pourquoi prendre part" not in text
        for said in ("C’est noté", "se tient"):
            assert said in client.post(f"/deports/{asked.pk}/a-l-ecart/", follow=True).content.decode()
        assert "Porte la demande" not in client.get(page).content.decode()
        assert house.decide(AgendaItem.objects.get(pk=asked.item_id)).recusals == 1
        assert "clos" in client.post(f"/deports/{asked.pk}/a-l-ecart/", follow=True).content.decode()

    def test_nobody_else_does(self, client, house, asked):
        client.force_login(house["dga-region"])
        assert "Porte la demande" not in client.get(f"/points/{asked.item_id}/deport/").content.decode()
        assert client.post(f"/deports/{asked.pk}/a-l-ecart/").status_code == 403
        client.force_login(house["pilote-region"])
        assert "Porte la demande" not in client.get(f"/points/{asked.item_id}/deport/").content.decode()
