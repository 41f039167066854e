"""Closing an item: who may, how, and what follows."""

from datetime import timedelta

import pytest

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import ItemKind, Matter
from liamm.features.governance.actions import (
    AlreadyDecidedError,
    ClosingDraft,
    ItemDraft,
    OpeningDraft,
    PreconisationDraft,
    add_item,
    close_sitting,
    decide_item,
    hand_chair,
    note_presence,
    open_sitting,
    propose_recusal,
    recuse_oneself,
    settle_recusal,
    take_item,
    take_notes,
)
from liamm.features.governance.enums import ItemState, MandateKind, RecusalState, SittingState
from liamm.features.governance.jobs import fill_agendas
from liamm.features.governance.models import AgendaItem, Decision, Recusal
from liamm.features.governance.policies import Permission, policy
from liamm.features.governance.rules.interest import Tie
from liamm.features.governance.rules.route import Standing
from liamm.features.governance.standing import standing_of
from liamm.features.governance.tests.factories import seat
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.ledger.models import Entry

pytestmark = pytest.mark.django_db


def in_days(days):
    return clock.today() + timedelta(days=days)


class TestOpening:
    def test_it_keeps_the_charter_of_the_day_and_who_is_there(self, house):
        sitting = house.open(present=["responsable", "adjointe", "pilote-region"])
        assert (sitting.state, sitting.charter_version) == (SittingState.OPEN, "4.0")
        assert set(sitting.attendances.filter(present=True).values_list("seat", flat=True)) == {
            "responsable",
            "adjointe",
            "pilote-region",
        }

    def test_once(self, house):
        sitting = house.open()
        with pytest.raises(DomainError, match="déjà commencé"):
            open_sitting(house.head, sitting, draft=OpeningDraft(chair=house.head))

    def test_the_chair_sits_and_the_secretary_is_of_the_house(self, house):
        sitting = house.sitting()
        with pytest.raises(DomainError, match="siège dans l’instance"):
            open_sitting(house.secretary, sitting, draft=OpeningDraft(chair=house.secretary))
        with pytest.raises(DomainError, match="secrétariat"):
            open_sitting(house.head, sitting, draft=OpeningDraft(chair=house.head, secretary=PersonFactory()))

    def test_a_chair_outside_the_team_opens_too_but_not_any_member(self, house):
        sitting = house.sitting(house.codir, starts=clock.now())
        with pytest.raises(Refused, match="présidence"):
            open_sitting(house["dgs-region"], sitting, draft=OpeningDraft(chair=house["sgar"]))
        open_sitting(house["sgar"], sitting, draft=OpeningDraft(chair=house["sgar"]))

    def test_one_that_opens_on_another_day_is_of_that_day(self, house):
        planned = house.sitting(starts=clock.in_days(4))
        lasts, slug = planned.ends - planned.starts, planned.slug
        held = house.open(sitting=planned)
        assert (held.day, held.ends - held.starts, held.slug) == (clock.today(), lasts, slug)
        starts = clock.now()
        again = house.sitting(house.codir, starts=starts)
        assert house.open(house.codir, sitting=again).starts == starts

    def test_people_come_in_and_leave(self, house):
        sitting = house.open(present=["responsable"])
        note_presence(house.secretary, sitting, person=house["adjointe"], here=True)
        assert sitting.attendances.get(person=house["adjointe"]).present
        note_presence(house.secretary, sitting, person=house["adjointe"], here=False)
        assert not sitting.attendances.get(person=house["adjointe"]).present
        with pytest.raises(DomainError, match="pas de siège"):
            note_presence(house.secretary, sitting, person=PersonFactory(), here=True)
        with pytest.raises(Refused):
            note_presence(house["adjointe"], sitting, person=house["pilote-region"], here=True)

    def test_noted_again_nothing_changes(self, house):
        sitting = house.open(present=["responsable", "adjointe"])
        before = list(sitting.attendances.order_by("pk").values_list("person_id", "present"))
        note_presence(house.secretary, sitting, person=house["adjointe"], here=True)
        assert list(sitting.attendances.order_by("pk").values_list("person_id", "present")) == before


class TestClosing:
    def test_what_is_not_decided_waits_and_comes_back(self, house):
        sitting = house.open()
        done, left = house.item(sitting), house.item(sitting)
        house.decide(done)
        close_sitting(house.secretary, sitting)
        left.refresh_from_db()
        assert (left.state, left.sitting) == (ItemState.WAITING, None)
        following = house.sitting(starts=clock.in_days(30))
        fill_agendas()
        left.refresh_from_db()
        assert (left.state, left.sitting) == (ItemState.PLACED, following)

    def test_nothing_is_decided_any_more(self, house):
        sitting = house.open()
        item = house.item(sitting)
        close_sitting(house.secretary, sitting)
        with pytest.raises((DomainError, Refused)):
            house.decide(item)
        with pytest.raises(DomainError, match="n’est pas ouverte"):
            close_sitting(house.secretary, sitting)


class TestDeciding:
    def test_a_decision_keeps_all_that_was_true_that_day(self, house):
        sitting = house.open()
        decision = house.decide(house.item(sitting), full_text=" Parce que c’est mûr. ")
        assert decision.reference == f"D-{clock.today().year}-001"
        assert (decision.outcome_name, decision.effect) == ("Retenue", "retain")
        assert (decision.charter_version, decision.full_text) == ("4.0", "Parce que c’est mûr.")
        assert decision.quorum == {"present": 6, "seats": 6, "needed": 3}
        assert decision.route["proposes_name"] == "COPIL"
        assert decision.route["confirms_name"] == "CODIR"
        assert decision.published_at is None
        fact = Entry.objects.get(kind="governance.decision_made")
        assert fact.payload["reference"] == decision.reference
        assert "mûr" not in str(fact.payload)

    @pytest.mark.parametrize(
        ("values", "field", "words"),
        [
            ({"full_text": " "}, "full_text", "raisons"),
            ({"outcome": "retenue-avec-preconisations"}, "preconisations", "préconisation"),
            ({"outcome": "differee"}, "deferred_to", "à quand"),
            ({"outcome": "differee", "deferred_to": in_days(0)}, "deferred_to", "date qui vient"),
            ({"outcome": "differee", "deferred_to": in_days(3000)}, "deferred_to", "dans les deux ans"),
            ({"outcome": "validee"}, "outcome", "ne se clôt pas ainsi"),
            ({"outcome": ""}, "outcome", "ne se clôt pas ainsi"),
        ],
    )
    def test_what_is_missing_is_said(self, house, values, field, words):
        item = house.item(house.open())
        with pytest.raises(DomainError, match=words) as caught:
            house.decide(item, **values)
        assert caught.value.field == field
        assert not Decision.objects.exists()
        item.refresh_from_db()
        assert item.state == ItemState.PLACED

    def test_redirecting_says_where(self, house):
        item = house.item(house.open(), kind=ItemKind.PROPOSAL.value, matter=Matter.RESOURCE.value)
        with pytest.raises(DomainError, match="vers quelle fonction"):
            house.decide(item, outcome="reorientee")
        assert house.decide(item, outcome="reorientee", redirected_to="accelerateur").redirected_to == "accelerateur"

    def test_preconisations_have_someone_who_minds_them_and_a_term(self, house):
        minder = PersonFactory()
        asked = PreconisationDraft(
            text="Associer la MSA", minder=minder, minder_said="la chargée de projet", term=in_days(90)
        )
        decision = house.decide(
            house.item(house.open()), outcome="retenue-avec-preconisations", preconisations=(asked,)
        )
        (kept,) = decision.preconisations.all()
        assert (kept.text, kept.minder, kept.term) == ("Associer la MSA", minder, in_days(90))

    def test_an_item_is_decided_once_and_the_second_is_told(self, house):
        item = house.item(house.open())
        first = house.decide(item)
        with pytest.raises(AlreadyDecidedError, match=first.reference) as caught:
            house.decide(item, outcome="non-retenue")
        assert caught.value.decision == first
        assert "pas perdu" in caught.value.nearest
        assert Decision.objects.count() == 1

    def test_only_who_leads_the_sitting_decides(self, house):
        item = house.item(house.open())
        draft = ClosingDraft(outcome="retenue", full_text="Oui.")
        for someone in (house["adjointe"], house.reader, TeamMemberFactory(), PersonFactory(), SYSTEM):
            with pytest.raises(Refused, match="présidence et son secrétariat"):
                decide_item(someone, item, draft=draft)
        decide_item(house.head, item, draft=draft)

    def test_nothing_is_decided_outside_an_open_sitting(self, house):
        item = house.item(house.sitting(chair=house.head))
        with pytest.raises(DomainError, match="séance ouverte"):
            decide_item(house.head, item, draft=ClosingDraft(outcome="retenue", full_text="Oui."))
        loose = house.item(house.sitting())
        AgendaItem.objects.filter(pk=loose.pk).update(sitting=None, state=ItemState.WAITING)
        loose.refresh_from_db()
        with pytest.raises(Refused, match="d’aucune séance"):
            decide_item(house.head, loose, draft=ClosingDraft(outcome="retenue", full_text="Oui."))

    def test_an_information_asks_for_no_reasons_and_any_body_hears_it(self, house):
        sitting = house.open(house.codir)
        item = house.item(sitting, kind=ItemKind.INFORMATION.value, matter=Matter.INFORMATION.value)
        assert house.decide(item, outcome="pris-acte", full_text="").effect == "note"

    def test_the_item_in_hand_and_the_notes(self, house):
        sitting = house.open()
        item = house.item(sitting)
        take_item(house.secretary, item)
        sitting.refresh_from_db()
        assert sitting.current == item
        take_notes(house.secretary, item, notes="On hésite.", before="")
        with pytest.raises(DomainError, match="entre-temps"):
            take_notes(house.head, item, notes="Tout va bien.", before="")
        item.refresh_from_db()
        assert item.notes == "On hésite."
        house.decide(item)
        with pytest.raises(DomainError):
            take_item(house.secretary, AgendaItem.objects.get(pk=item.pk))


class TestQuorum:
    def test_without_quorum_nothing_is_decided_and_the_usage_of_the_house_says_so(self, house):
        item = house.item(house.open(present=["responsable", "pilote-region"]))
        with pytest.raises(DomainError, match="2 sièges tenus, il en faut 3") as caught:
            house.decide(item)
        assert caught.value.citation.article == ""
        assert "suppléance" in caught.value.nearest

    def test_each_host_is_heard(self, house):
        item = house.item(house.open(present=["responsable", "adjointe", "pilote-region", "dga-region"]))
        with pytest.raises(DomainError, match="maison hôte"):
            house.decide(item)

    def test_someone_who_stands_in_makes_the_quorum(self, house):
        stand_in = seat(house.copil, "adjoint-sgar", kind=MandateKind.SUBSTITUTE)
        sitting = house.open(present=["responsable", "pilote-region"])
        item = house.item(sitting)
        note_presence(house.secretary, sitting, person=stand_in, here=True)
        assert house.decide(item).quorum["present"] == 3

    def test_one_who_leaves_takes_the_quorum_along(self, house):
        sitting = house.open(present=["responsable", "pilote-region", "adjoint-sgar"])
        item = house.item(sitting)
        note_presence(house.secretary, sitting, person=house["adjoint-sgar"], here=False)
        with pytest.raises(DomainError, match="quorum"):
            house.decide(item)


class TestRecusal:
    @pytest.fixture
    def item(self, house):
        return house.item(house.open())

    def test_whoever_stays_out_has_no_door_left(self, house, item):
        recuse_oneself(house.secretary, item, reason="Je le porte.")
        for permission in (Permission.VIEW_ITEM, Permission.DECIDE):
            assert "à l’écart" in policy.decide(house.secretary, permission, item).reason
        assert item not in policy.visible_to(house.secretary, AgendaItem.objects.all())
        with pytest.raises(Refused, match="à l’écart"):
            house.decide(item)
        with pytest.raises(Refused, match="à l’écart"):
            take_notes(house.secretary, item, notes="Psst", before="")
        decision = decide_item(house.head, item, draft=ClosingDraft(outcome="retenue", full_text="Oui."))
        assert decision.recusals == 1
        for permission in (Permission.VIEW_DECISION, Permission.VIEW_FULL, Permission.WRITE, Permission.READ):
            assert not policy.decide(house.secretary, permission, decision)
        assert decision not in policy.visible_to(house.secretary, Decision.objects.all())

    def test_a_chair_who_stays_out_hands_the_chair_first(self, house, item):
        recuse_oneself(house.head, item, reason="C’est mon projet.")
        with pytest.raises(Refused, match="confiez-la"):
            house.decide(item)
        with pytest.raises(DomainError, match="membre présent"):
            hand_chair(house.secretary, item.sitting, chair=house.reader)
        hand_chair(house.secretary, item.sitting, chair=house["adjointe"])
        item = AgendaItem.objects.get(pk=item.pk)
        assert house.decide(item).recusals == 1

    def test_one_who_stays_out_is_not_counted(self, house, item):
        for key in ("pilote-region", "dga-region"):
            recuse_oneself(house[key], item, reason="Nous le portons.")
        with pytest.raises(DomainError, match="maison hôte"):
            house.decide(item)

    def test_an_unanswered_question_keeps_the_item_open(self, house, item):
        propose_recusal(house.secretary, item, person=house["pilote-region"], tie=Tie.CARRIER)
        with pytest.raises(DomainError, match="pas reçu de réponse"):
            house.decide(item)
        recusal = Recusal.objects.get()
        with pytest.raises(DomainError, match="pourquoi"):
            settle_recusal(house["pilote-region"], recusal, stands=False, reason="")
        settle_recusal(house["pilote-region"], recusal, stands=False, reason="Je n’y travaille plus.")
        assert house.decide(item).recusals == 0

    def test_asked_by_letter(self, house, item, letters):
        propose_recusal(house.secretary, item, person=house["pilote-region"], tie=Tie.SPONSOR)
        (letter,) = letters()
        assert house["pilote-region"].email in letter.to[0]
        assert f"/points/{item.pk}/" in letter.body
        with pytest.raises(DomainError, match="déjà été posée"):
            propose_recusal(house.secretary, item, person=house["pilote-region"], tie=Tie.SPONSOR)

    def test_a_recusal_is_not_taken_back(self, house, item):
        recusal = recuse_oneself(house["adjointe"], item, reason="")
        assert recusal.state == RecusalState.STANDS
        with pytest.raises(DomainError, match="ne se reprend pas"):
            settle_recusal(house["adjointe"], recusal, stands=False, reason="Finalement non.")
        with pytest.raises(DomainError, match="déjà à l’écart"):
            recuse_oneself(house["adjointe"], item, reason="")

    def test_others_do_not_answer_for_someone(self, house, item):
        recusal = propose_recusal(house.head, item, person=house["adjointe"], tie=Tie.CARRIER)
        with pytest.raises(Refused):
            settle_recusal(house["pilote-region"], recusal, stands=False, reason="Mais non.")
        with pytest.raises(Refused):
            propose_recusal(house["pilote-region"], item, person=house["dga-region"], tie=Tie.CARRIER)
        with pytest.raises(Refused):
            recuse_oneself(PersonFactory(), item, reason="")
        settle_recusal(house.secretary, recusal, stands=True, reason="")

    def test_too_late_once_decided(self, house, item):
        recusal = propose_recusal(house.head, item, person=house["adjointe"], tie=Tie.CARRIER)
        settle_recusal(house["adjointe"], recusal, stands=False, reason="Rien à voir.")
        house.decide(item)
        with pytest.raises(DomainError, match="clos"):
            recuse_oneself(house["pilote-region"], item, reason="")

    def test_staying_out_lasts_through_a_deferral_and_a_confirmation(self, house, item):
        house.sitting(house.codir, slug="codir-suivant", starts=clock.in_days(7))
        recuse_oneself(house["adjointe"], item, reason="")
        decision = house.decide(item)
        up = decision.confirmation_items.get()
        assert not policy.decide(house["adjointe"], Permission.VIEW_ITEM, up)


class TestDeferral:
    def test_it_returns_by_itself_at_its_date(self, house):
        march = house.sitting(slug="copil-mars", starts=clock.in_days(100))
        house.sitting(slug="copil-fevrier", starts=clock.in_days(70))
        item = house.item(house.open(), title="Eau en tension")
        decision = house.decide(item, outcome="differee", deferred_to=in_days(95))
        (back,) = march.items.all()
        assert (back.title, back.returns_from, back.state) == ("Eau en tension", item, ItemState.PLACED)
        assert decision.deferred_to == in_days(95)

    def test_it_waits_when_the_sitting_is_not_known_yet(self, house):
        item = house.item(house.open())
        house.decide(item, outcome="differee", deferred_to=in_days(95))
        back = AgendaItem.objects.get(returns_from=item)
        assert (back.state, back.due_on) == (ItemState.WAITING, in_days(95))
        early, late = house.sitting(starts=clock.in_days(60)), house.sitting(starts=clock.in_days(96))
        fill_agendas()
        back.refresh_from_db()
        assert back.sitting == late
        assert not early.items.exists()


class TestRoute:
    def test_the_copil_proposes_and_the_codir_confirms(self, house):
        up = house.sitting(house.codir, slug="codir-essai", starts=clock.in_days(7))
        decision = house.decide(house.item(house.open(), title="Nos orientations"))
        assert standing_of(decision, public=False) is Standing.TO_CONFIRM
        (item,) = up.items.all()
        assert (item.confirms, item.title) == (decision, "Nos orientations")
        word = house.decide(AgendaItem.objects.get(pk=self.opened(house, item).pk))
        assert word.confirms == decision
        assert standing_of(decision, public=False) is Standing.CONFIRMED
        assert standing_of(decision, public=True) is Standing.TO_CONFIRM
        assert standing_of(word, public=False) is Standing.FINAL

    def opened(self, house, item):
        house.open(house.codir, sitting=item.sitting)
        return item

    def test_the_codir_may_not_confirm(self, house):
        house.sitting(house.codir, slug="codir-essai", starts=clock.in_days(7))
        decision = house.decide(house.item(house.open()))
        item = self.opened(house, decision.confirmation_items.get())
        house.decide(AgendaItem.objects.get(pk=item.pk), outcome="non-retenue", full_text="Pas maintenant.")
        assert standing_of(decision, public=False) is Standing.NOT_CONFIRMED

    def test_the_codir_may_put_off(self, house):
        house.sitting(house.codir, slug="codir-essai", starts=clock.in_days(7))
        decision = house.decide(house.item(house.open()))
        item = self.opened(house, decision.confirmation_items.get())
        house.decide(AgendaItem.objects.get(pk=item.pk), outcome="differee", deferred_to=in_days(30))
        assert standing_of(decision, public=False) is Standing.TO_CONFIRM
        again = AgendaItem.objects.get(returns_from=item)
        assert again.confirms == decision

    def test_a_refusal_goes_no_further(self, house):
        decision = house.decide(house.item(house.open()), outcome="non-retenue")
        assert not decision.confirmation_items.exists()

    def test_a_body_does_not_take_the_word_of_another(self, house):
        item = house.item(house.open(house.codir), kind=ItemKind.PACT.value, matter=Matter.PACT.value)
        with pytest.raises(DomainError, match="confie ce sujet au COPIL"):
            house.decide(item, outcome="maintenu")

    def test_the_team_does_not_write_a_request_into_an_agenda(self, house):
        sitting = house.sitting()
        with pytest.raises(DomainError, match="par son dossier"):
            add_item(house.secretary, sitting, draft=ItemDraft(kind=ItemKind.PROPOSAL, title="Un projet imposé"))
