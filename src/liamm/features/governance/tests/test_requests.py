"""Requests in sitting: from the ripe file to the opened project, and every way it may not."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from liamm.features.accounts.tests.factories import HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.charter import bindings
from liamm.features.charter.actions import adopt_version
from liamm.features.charter.enums import ProposalKind
from liamm.features.charter.files import amendments_of, folder, versions_of
from liamm.features.charter.texts import amended
from liamm.features.commitments.actions import set_capacity
from liamm.features.commitments.models import LoadMonth
from liamm.features.governance.actions import (
    ClosingDraft,
    PreconisationDraft,
    add_request,
    decide_by_delegation,
    drop_confirmation,
    recuse_oneself,
    remove_item,
    settle_recusal,
)
from liamm.features.governance.enums import Door, ItemState
from liamm.features.governance.file_pdf import _blocks
from liamm.features.governance.jobs import fill_agendas
from liamm.features.governance.load_said import say_uncounted
from liamm.features.governance.models import AgendaItem, Decision, Recusal
from liamm.features.governance.queries.candidates import candidates, delegable
from liamm.features.governance.queries.files import sitting_file
from liamm.features.projects.models import Project
from liamm.features.proposals import actions as requests
from liamm.features.proposals.enums import ProposalState, Stage
from liamm.features.proposals.tests import factories as proposals
from liamm.features.spaces.models import Space
from liamm.features.terrain.tests.factories import ReadSignalFactory
from liamm.features.territories.models import Territory
from liamm.kernel import clock
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.paper import Text
from liamm.kernel.thread.chain import Node, nodes_around, tie

pytestmark = pytest.mark.django_db
CANARY = "CANARIDESOMBRES"


def place(house, proposal, sitting=None):
    """The item of a ripe request on an open sitting of the COPIL."""
    sitting = sitting or house.sitting()
    item = add_request(house.secretary, sitting, proposal=proposal)
    if sitting.state == "planned":
        house.open(sitting=sitting)
    return AgendaItem.objects.get(pk=item.pk)


def confirm(house, decision, **values):
    item = decision.confirmation_items.filter(state="placed").first()
    if item is None:
        item = decision.confirmation_items.get(state="waiting")
        sitting = house.sitting(house.codir, slug="codir-confirme", starts=clock.in_days(2))
        fill_agendas()
        item.refresh_from_db()
        assert item.sitting == sitting
    house.open(house.codir, sitting=item.sitting)
    return house.decide(AgendaItem.objects.get(pk=item.pk), **values)


def answer_of(proposal, key):
    """What a request answers to a question, as it was submitted last."""
    return next(one["value"] for one in proposal.versions.latest("number").answers if one["key"] == key)


def trajectory():
    """Adopt the amendment under way: the COPIL chooses alone, from tomorrow on."""
    version = versions_of(folder())[-1]
    text = replace(amended(version, amendments_of(folder())[0]), version="5.0", adopted=clock.today())
    adopt_version(SYSTEM, text, in_force=clock.today() + timedelta(days=1))


@pytest.fixture(autouse=True)
def read_anew():
    yield
    bindings.store.forget()


@pytest.fixture(autouse=True)
def room_enough(db):
    """Forty days of facilitation in January; the tests of capacity say less."""
    set_capacity(HeadFactory(), date(2027, 1, 1), skill="facilitation", days=Decimal(40))


class TestS1:
    """S1 step 6: retained with preconisations, confirmed, public the next day, and the project opens."""

    def test_from_the_signal_to_the_project(self, house, client, letters):
        signal = ReadSignalFactory(author__mail="secretaire@exemple.example")
        carrier = PersonFactory(name="Nolwenn Canari")
        proposal, _seats = ready_by(carrier)
        tie(Node("signal", signal.pk), "led_to", Node("proposal", proposal.pk))
        item = place(house, proposal)
        minded = PreconisationDraft(
            text="Associer la MSA", minder=carrier, minder_said="la porteuse", term=clock.today() + timedelta(days=90)
        )
        decision = house.decide(
            item, outcome="retenue-avec-preconisations", full_text=f"Tout {CANARY}", preconisations=(minded,)
        )
        assert (decision.function, decision.grid_version) == ("eprouvette", bindings.grid("4.0").value.version)
        assert decision.capacity[0]["added"] == "3.00"
        assert not Project.objects.exists()
        word = confirm(house, decision)
        house.publish(decision, title="Les papiers qui reviennent", text="Parce que le besoin est décrit.")
        assert not Project.objects.exists()
        assert proposals.fresh(proposal).state == ProposalState.SUBMITTED
        house.publish(word, title="Les papiers qui reviennent", text="Confirmé.")
        project = Project.objects.get()
        assert (project.title, project.summary) == ("Les papiers qui reviennent", "")
        assert project.request_said == answer_of(proposal, "problem")
        self.check_words(client, project, carrier)
        assert project.decision_id == word.pk
        assert proposals.fresh(proposal).state == ProposalState.RETAINED
        assert set(LoadMonth.objects.values_list("held", flat=True)) == {True}
        self.check_thread(client, decision, project)
        self.check_letters(letters(), house, carrier)

    def check_words(self, client, project, carrier):
        """What it is about is not why it was retained, and is public once those who carry it said so."""
        text = client.get(f"/projets/{project.reference}/").content.decode()
        assert "Parce que le besoin est décrit." not in text
        assert project.request_said not in text
        assert "le diront ici" in text
        client.force_login(carrier)
        assert project.request_said in client.get(f"/projets/{project.reference}/presentation/").content.decode()
        client.logout()

    def check_thread(self, client, decision, project):
        kinds = {node.kind for node in nodes_around(Node("project", project.pk))}
        assert kinds == {"signal", "proposal", "decision", "project"}
        text = client.get(f"/decisions/{decision.reference}/").content.decode()
        assert "Le CODIR a confirmé" in text
        assert project.reference in text
        assert "Nolwenn" not in text

    def check_letters(self, sent, house, carrier):
        mails = [(mail.to[0], mail.subject, mail.body) for mail in sent]
        assert CANARY not in str(mails)
        to_carrier = [subject for to, subject, _body in mails if carrier.email in to]
        assert any(subject.startswith("Retour du COPIL") for subject in to_carrier)
        assert any(subject.startswith("Retour du CODIR") for subject in to_carrier)
        to_field = [body for to, _subject, body in mails if "secretaire@exemple.example" in to]
        assert any("une autre instance confirme" in body for body in to_field)
        assert any("le travail commence" in body for body in to_field)
        told = [to for to, subject, _body in mails if subject.startswith("Pour information")]
        assert len(told) == 2
        assert house["prefet-region"].email in str(told)

    def test_the_codir_does_not_confirm_and_nothing_opens(self, house, client):
        proposal, _seats = ready_by(PersonFactory())
        decision = house.decide(place(house, proposal))
        assert LoadMonth.objects.filter(held=True).exists()
        word = confirm(house, decision, outcome="non-retenue", full_text="Pas cette année.")
        assert not LoadMonth.objects.filter(held=True).exists()
        house.publish(decision)
        house.publish(word)
        assert not Project.objects.exists()
        assert proposals.fresh(proposal).state == ProposalState.NOT_RETAINED
        assert "n’a pas confirmé" in client.get(f"/decisions/{decision.reference}/").content.decode()

    def test_an_opened_project_came_by_a_decision_only(self, house):
        proposal, _seats = ready_by(PersonFactory())
        house.publish(house.decide(place(house, proposal)))
        assert not Project.objects.exists()


def ready_by(carrier, **options):
    """A ripe request carried by someone, and its appraisers' seats."""
    proposal, seats = proposals.through_gate(person=carrier, **options)
    for one in seats:
        proposals.send(one, Stage.REST)
    lines = [proposals.LoadLine(date(2027, 1, 1), "facilitation", Decimal(3))]
    requests.enter_load(TeamMemberFactory(), proposal, lines=lines)
    return proposals.fresh(proposal), seats


class TestS2:
    """S2 steps 4 and 5: held at the gate, redirected in plain words, resubmitted six months later and retained."""

    def test_what_is_held_at_the_gate_is_never_retained(self, house):
        proposal = self.held()
        item = place(house, proposal)
        with pytest.raises(DomainError, match="On ne peut imposer un projet") as caught:
            house.decide(item)
        assert caught.value.citation.article
        decision = house.decide(
            item, outcome="reorientee", redirected_to="accelerateur", full_text=f"L’éditeur {CANARY}"
        )
        house.publish(decision, text="La réponse est d’abord d’aller voir.")
        assert proposals.fresh(proposal).state == ProposalState.REDIRECTED

    def test_both_decisions_of_one_request_lead_to_each_other(self, house, client):
        first, second = house.published(title="La première fois"), house.published(title="La seconde fois")
        path = f"/decisions/{first.reference}/"
        assert "La même demande, à un autre moment" not in client.get(path).content.decode()
        items = AgendaItem.objects.filter(pk__in=[first.origin_id, second.origin_id])
        items.update(proposal=proposals.submitted())
        assert "La seconde fois" in client.get(path).content.decode()
        assert "La première fois" in client.get(f"/decisions/{second.reference}/").content.decode()

    def held(self):
        proposal, _seats = proposals.at_gate(step="absente")
        for _ in range(2):
            requests.hold_gate(TeamMemberFactory(), proposal, argument="Personne n’a rencontré d’usager.")
        return proposals.fresh(proposal)

    def test_the_name_of_the_vendor_stays_inside_and_both_texts_are_kept(self, house, client):
        proposal = self.held()
        decision = house.decide(place(house, proposal), outcome="non-retenue", full_text=f"L’éditeur {CANARY}")
        house.publish(decision, text="L’éditeur n’est pas le sujet.")
        public = client.get(f"/decisions/{decision.reference}/").content.decode()
        assert CANARY not in public
        client.force_login(house["adjointe"])
        assert CANARY in client.get(f"/decisions/{decision.reference}/").content.decode()

    def test_what_is_not_ripe_does_not_come(self, house):
        with pytest.raises(DomainError, match="pas encore mûre"):
            add_request(house.secretary, house.sitting(), proposal=proposals.submitted())


class TestS3:
    """S3 steps 3 to 6: 118 % for both; one is retained, the other deferred, comes back and is retained."""

    @pytest.fixture
    def two(self, house):
        set_capacity(house.head, date(2027, 1, 1), skill="facilitation", days=Decimal(5))
        first, _seats = ready_by(PersonFactory(), title="Hébergement d’urgence")
        second, _seats = ready_by(PersonFactory(), title="Eau en tension")
        sitting = house.sitting()
        items = [add_request(house.secretary, sitting, proposal=one) for one in (first, second)]
        house.open(sitting=sitting)
        return [AgendaItem.objects.get(pk=item.pk) for item in items]

    def test_the_second_needs_a_written_reason_that_is_published(self, house, client, two):
        first, second = two
        house.decide(first)
        client.force_login(house.secretary)
        page = client.get(f"/points/{second.pk}/decider/").content.decode()
        assert "120 %" in page
        with pytest.raises(DomainError, match="dépasse ce que le laboratoire") as caught:
            house.decide(second)
        assert caught.value.field == "overload_reason"
        assert caught.value.citation.article == ""
        decision = house.decide(second, overload_reason="L’été n’attend pas.")
        confirmed = confirm(house, decision)
        house.publish(decision)
        house.publish(confirmed)
        client.logout()
        assert "L’été n’attend pas." in client.get(f"/decisions/{decision.reference}/").content.decode()

    def test_a_post_without_the_page_is_refused_too(self, house, client, two):
        first, second = two
        house.decide(first)
        client.force_login(house.secretary)
        lines = {
            "said": "1",
            "p-TOTAL_FORMS": "0",
            "p-INITIAL_FORMS": "0",
            "p-MIN_NUM_FORMS": "0",
            "p-MAX_NUM_FORMS": "12",
        }
        typed = {"outcome": "retenue", "full_text": "Mes raisons à moi", **lines}
        response = client.post(f"/points/{second.pk}/decider/", typed)
        assert response.status_code == 422
        assert "Mes raisons à moi" in response.content.decode()
        assert Decision.objects.count() == 1

    def test_the_capacity_seen_that_day_stays_with_the_decision(self, house, client, two):
        first, second = two
        house.decide(first)
        decision = house.decide(second, overload_reason="L’été n’attend pas.")
        set_capacity(house.head, date(2027, 1, 1), skill="facilitation", days=Decimal(50))
        decision.refresh_from_db()
        (row,) = decision.capacity
        assert (row["capacity"], row["held"], row["added"]) == ("5.00", "3.00", "3.00")
        client.force_login(house.secretary)
        assert "120 %" in client.get(f"/seances/{second.sitting.slug}/dossier/").content.decode()

    def test_the_file_says_what_it_comes_to_if_both_are_retained(self, client, house, two):
        sitting = two[0].sitting
        client.force_login(house.secretary)
        page = client.get(f"/seances/{sitting.slug}/dossier/").content.decode()
        whole = page[page.index("Si tout était retenu") : page.index('id="point-1"')]
        assert "120 %" in re.sub("[\u00a0\u202f]", " ", whole)
        assert "6 jours pour 5 (120 %)" in re.sub("[\u00a0\u202f]", " ", whole)
        house.decide(two[0])
        assert "Si tout était retenu" not in client.get(f"/seances/{sitting.slug}/dossier/").content.decode()

    def test_whoever_stays_out_of_one_does_not_count_its_days(self, client, house, two):
        sitting = two[0].sitting
        third, _seats = ready_by(PersonFactory(), title="Un secret de trop")
        add_request(house.secretary, sitting, proposal=third)
        recuse_oneself(house["adjointe"], two[0], reason="")
        path = f"/seances/{sitting.slug}/dossier/"

        def said(person):
            client.force_login(person)
            page = client.get(path).content.decode()
            start = page.find("Si tout était retenu")
            return re.sub("[\u00a0\u202f]", " ", page[start : page.index('id="point-1"')]) if start > 0 else ""

        assert "9 jours pour 5" in said(house.head)
        assert "à l’écart" not in said(house.head)
        assert "6 jours pour 5" in said(house["adjointe"])
        assert "Sans le point dont vous vous tenez à l’écart" in said(house["adjointe"])
        shown = list(_blocks(sitting_file(house["adjointe"], sitting)))
        assert Text(say_uncounted(1)) in shown
        assert Text(say_uncounted(1)) not in list(_blocks(sitting_file(house.head, sitting)))
        recuse_oneself(house["adjointe"], two[1], reason="")
        assert said(house["adjointe"]) == ""
        assert "Sans les 2 points" in say_uncounted(2)

    def test_what_overflows_only_at_the_confirmation_needs_its_own_reason(self, house, two):
        decision = house.decide(two[0])
        set_capacity(house.head, date(2027, 1, 1), skill="facilitation", days=Decimal(1))
        with pytest.raises(DomainError, match="dépasse ce que le laboratoire"):
            confirm(house, decision)

    def test_the_deferred_one_comes_back_by_itself_and_is_retained(self, house, two):
        first, second = two
        march = house.sitting(slug="copil-mars", starts=clock.in_days(100))
        house.decide(first)
        deferral = house.decide(second, outcome="differee", deferred_to=march.day)
        assert [(row["capacity"], row["held"], row["added"]) for row in deferral.capacity] == [("5.00", "3.00", "3.00")]
        house.publish(deferral)
        assert proposals.fresh(second.proposal).state == ProposalState.DEFERRED
        (back,) = march.items.all()
        assert back.proposal == second.proposal
        assert candidates(house.copil) == ([], [])
        set_capacity(house.head, date(2027, 1, 1), skill="facilitation", days=Decimal(9))
        with clock.at(march.starts):
            house.open(sitting=march)
        again = house.decide(AgendaItem.objects.get(pk=back.pk))
        house.publish(again)
        house.publish(confirm(house, again))
        assert proposals.fresh(second.proposal).state == ProposalState.RETAINED


class TestRipening:
    def test_a_ripe_request_comes_by_itself_and_those_tied_to_it_are_asked(self, house, letters):
        proposal, _seats = ready_by(house["pilote-region"])
        sitting = house.sitting()
        fill_agendas()
        fill_agendas()
        (item,) = sitting.items.all()
        assert item.proposal == proposal
        recusal = Recusal.objects.get()
        assert (recusal.person, recusal.tie) == (house["pilote-region"], "carrier")
        house.open(sitting=sitting)
        with pytest.raises(DomainError, match="pas reçu de réponse"):
            house.decide(AgendaItem.objects.get(pk=item.pk))
        for actor in (house["pilote-region"], house.secretary):
            with pytest.raises(DomainError, match="ne prend pas part"):
                settle_recusal(actor, recusal, stands=False, reason="Je porte, mais je suis impartiale.")
        settle_recusal(house["pilote-region"], recusal, stands=True, reason="")
        assert house.decide(AgendaItem.objects.get(pk=item.pk)).recusals == 1

    def test_without_the_question_the_item_waits(self, house, client):
        proposal, _seats = ready_by(house["pilote-region"])
        item = place(house, proposal)
        with pytest.raises(DomainError, match="n’a pas été posée"):
            house.decide(item)
        client.force_login(house.secretary)
        path = f"/points/{item.pk}/deport/"
        assert "Poser la question" in client.get(path).content.decode()
        client.post(f"{path}demander/", {"person": str(house["pilote-region"].pk)})
        assert Recusal.objects.get().tie == "carrier"
        again = client.post(f"{path}demander/", {"person": str(house["pilote-region"].pk)}, follow=True)
        assert "déjà été posée" in again.content.decode()

    def test_a_sponsor_named_in_the_request_and_a_declared_interest_are_ties(self, house):
        sponsor = house["dga-region"]
        sponsor.name = "Bleuenn Le Goff"
        sponsor.save()
        house.sitting()
        written = proposals.draft(PersonFactory())
        answers = proposals.full_answers(ProposalKind.PROJECT)
        answers["sponsor"] = proposals.sent("Bleuenn Le Goff, directrice générale adjointe")
        requests.write_answers(proposals.carrier_of(written), written, sent=answers)
        requests.submit_proposal(proposals.carrier_of(written), proposals.fresh(written))
        proposal = proposals.fresh(written)
        seats = [
            requests.invite_appraiser(house.secretary, proposal, person=one)
            for one in (house["adjointe"], PersonFactory(), PersonFactory(), PersonFactory())
        ]
        requests.set_aside_appraiser(seats[0].person, seats[0], reason="J’y ai travaillé.")
        for one in seats[1:]:
            proposals.send(one)
        for _ in range(2):
            requests.pass_gate(TeamMemberFactory(), proposal, argument="Vu au guichet.")
        for one in seats[1:]:
            proposals.send(one, Stage.REST)
        requests.enter_load(house.secretary, proposal, lines=[])
        fill_agendas()
        assert dict(Recusal.objects.values_list("person__name", "tie")) == {
            "Bleuenn Le Goff": "sponsor",
            house["adjointe"].name: "declared",
        }

    def test_taken_off_by_hand_it_waits_for_the_team(self, house, client):
        proposal, _seats = ready_by(PersonFactory())
        sitting = house.sitting()
        fill_agendas()
        remove_item(house.secretary, sitting.items.get(), reason="Une pièce arrive.")
        fill_agendas()
        assert not sitting.items.filter(state=ItemState.PLACED).exists()
        client.force_login(house.secretary)
        text = client.get(f"/seances/{sitting.slug}/preparer/").content.decode()
        assert "retirée d’un ordre du jour" in text
        client.post(f"/seances/{sitting.slug}/demandes/{proposal.pk}/")
        assert sitting.items.filter(state=ItemState.PLACED).exists()
        again = client.post(f"/seances/{sitting.slug}/demandes/{proposal.pk}/", follow=True)
        assert "déjà à l’ordre du jour" in again.content.decode()

    def test_a_request_that_is_taken_back_leaves_the_agenda(self, house):
        proposal, _seats = ready_by(PersonFactory())
        sitting = house.sitting()
        fill_agendas()
        requests.withdraw_proposal(proposals.carrier_of(proposal), proposal, words="Nous changeons d’idée.")
        item = sitting.items.first() or AgendaItem.objects.get(proposal=proposal)
        assert item.state == ItemState.REMOVED

    def test_what_is_missing_is_shown(self, house, client):
        proposals.submitted(title="Pas encore mûre")
        sitting = house.sitting()
        client.force_login(house.secretary)
        text = client.get(f"/seances/{sitting.slug}/preparer/").content.decode()
        assert "Personne n’a encore constaté" in text

    def test_another_body_does_not_take_it(self, house):
        proposal, _seats = ready_by(PersonFactory())
        with pytest.raises(DomainError, match="confie cette demande au COPIL") as caught:
            add_request(house.secretary, house.sitting(house.codir), proposal=proposal)
        assert caught.value.citation.article == "1.2.3"

    def test_an_unpublished_decision_keeps_it_from_coming_back(self, house):
        proposal, _seats = ready_by(PersonFactory())
        house.decide(place(house, proposal), outcome="non-retenue")
        with pytest.raises(DomainError, match="attend d’être publiée"):
            add_request(house.secretary, house.sitting(), proposal=proposal)
        assert candidates(house.copil) == ([], [])


class TestRouteOfTheTrajectory:
    @pytest.fixture
    def tomorrow(self):
        return clock.at(clock.in_days(1.5))

    def test_the_copil_alone_from_its_date_on(self, house, tomorrow):
        proposal, _seats = ready_by(PersonFactory())
        tie(Node("community", proposal.pk), "led_to", Node("proposal", proposal.pk))
        trajectory()
        with tomorrow:
            decision = house.decide(place(house, proposal, house.sitting(starts=clock.in_days(2))))
            assert (decision.charter_version, decision.route["confirms"]) == ("5.0", None)
            assert not decision.confirmation_items.exists()
            house.publish(decision)
        assert Project.objects.get().decision_id == decision.pk

    def test_what_was_decided_before_still_needs_its_confirmation(self, house, tomorrow):
        proposal, _seats = ready_by(PersonFactory())
        decision = house.decide(place(house, proposal))
        trajectory()
        with tomorrow:
            house.publish(decision)
            assert not Project.objects.exists()
            word = confirm(house, decision)
            assert word.charter_version == "5.0"
            assert word.route["confirms"] == "codir"
            house.publish(word)
        assert Project.objects.exists()
        decision.refresh_from_db()
        assert (decision.charter_version, decision.route["confirms"]) == ("4.0", "codir")

    def test_a_community_is_asked_for_and_the_reason_is_said(self, house, tomorrow):
        proposal, _seats = ready_by(PersonFactory())
        trajectory()
        sitting = house.sitting(starts=clock.in_days(9))
        with tomorrow:
            fill_agendas()
            assert not sitting.items.exists()
            with pytest.raises(DomainError, match="Aucune communauté d’intérêt") as caught:
                add_request(house.secretary, sitting, proposal=proposal)
            assert caught.value.citation.article
            assert "appel" in caught.value.nearest
            tie(Node("community", proposal.pk), "led_to", Node("proposal", proposal.pk))
            fill_agendas()
        assert sitting.items.exists()

    def test_a_sitting_follows_the_charter_of_the_day_it_opened(self, house, tomorrow):
        proposal, _seats = ready_by(PersonFactory())
        item = place(house, proposal)
        trajectory()
        with tomorrow:
            assert house.decide(item).charter_version == "4.0"


class TestDelegation:
    @pytest.fixture
    def action(self):
        proposal, _seats = ready_by(PersonFactory(), kind=ProposalKind.ACTION)
        return proposal

    def draft(self, **values):
        return ClosingDraft(**{"outcome": "retenue", "full_text": "Léger et utile.", **values})

    def test_what_the_head_carries_comes_before_the_body(self, house):
        mine, _seats = ready_by(house.head, kind=ProposalKind.ACTION)
        sitting = house.sitting()
        assert delegable() == []
        fill_agendas()
        (item,) = sitting.items.all()
        assert item.proposal == mine
        assert Recusal.objects.get(item=item).person == house.head

    def test_the_head_decides_alone_and_the_copil_is_told(self, house, action, client):
        sitting = house.sitting()
        fill_agendas()
        assert not sitting.items.exists()
        assert [one.proposal for one in delegable()] == [action]
        decision = decide_by_delegation(house.head, action, draft=self.draft())
        assert (decision.door, decision.sitting, decision.body) == (Door.DELEGATION, None, house.copil)
        assert delegable() == []
        (told,) = sitting.items.all()
        assert (told.kind, told.about) == ("information", decision)
        house.publish(decision)
        project = Project.objects.get()
        assert (project.kind, project.decision_id) == ("action", decision.pk)
        house.open(sitting=sitting)
        assert house.decide(AgendaItem.objects.get(pk=told.pk), outcome="pris-acte", full_text="").effect == "note"
        assert client.get(f"/decisions/{decision.reference}/").status_code == 200
        assert client.get(f"/decisions/{decision.reference}.pdf").status_code == 200

    def test_nobody_else_does(self, house, action):
        for someone in (house.secretary, house["adjointe"], SYSTEM):
            with pytest.raises(Refused, match="responsable") as caught:
                decide_by_delegation(someone, action, draft=self.draft())
            assert caught.value.decision.citation is not None

    def test_a_project_is_never_decided_alone(self, house):
        proposal, _seats = ready_by(PersonFactory())
        with pytest.raises(Refused, match="passe devant l’instance"):
            decide_by_delegation(house.head, proposal, draft=self.draft())

    def test_what_is_missing_is_said(self, house, action):
        for values, words in (
            ({"full_text": ""}, "raisons"),
            ({"outcome": "differee"}, "ne se clôt pas ainsi"),
            ({"outcome": "reorientee"}, "vers quelle fonction"),
        ):
            with pytest.raises(DomainError, match=words):
                decide_by_delegation(house.head, action, draft=self.draft(**values))
        assert not AgendaItem.objects.exists()
        unripe = proposals.submitted(kind=ProposalKind.ACTION)
        with pytest.raises(DomainError, match="pas encore mûre"):
            decide_by_delegation(house.head, unripe, draft=self.draft())

    def test_never_what_one_carries(self, house):
        proposal, _seats = ready_by(house.head, kind=ProposalKind.ACTION)
        with pytest.raises(DomainError, match="lié à cette demande"):
            decide_by_delegation(house.head, proposal, draft=self.draft())

    def test_refused_with_preconisations_or_not(self, house, action):
        minded = PreconisationDraft(text="x", minder=house.head, minder_said="y", term=clock.today())
        draft = self.draft(outcome="retenue-avec-preconisations", preconisations=(minded,))
        assert decide_by_delegation(house.head, action, draft=draft).preconisations.exists()
        other, _seats = ready_by(PersonFactory(), kind=ProposalKind.ACTION)
        decision = decide_by_delegation(house.head, other, draft=self.draft(outcome="non-retenue"))
        house.publish(decision)
        assert not Project.objects.exists()

    def test_a_community_opens_its_circle(self, house):
        carrier = PersonFactory()
        proposal = proposals.submitted(person=carrier, kind=ProposalKind.COMMUNITY)
        requests.enter_load(house.secretary, proposal, lines=[])
        decision = decide_by_delegation(house.head, proposals.fresh(proposal), draft=self.draft())
        house.publish(decision, title="Les accueillantes")
        space = Space.objects.get(name="Les accueillantes")
        assert space.memberships.get().person == carrier

    def test_the_pages(self, house, action, client):
        client.force_login(PersonFactory())
        assert client.get("/gouvernance/deleguer/").status_code == 404
        assert client.get(f"/gouvernance/deleguer/{action.reference}/").status_code == 403
        client.force_login(house.head)
        assert action.title in client.get("/gouvernance/deleguer/").content.decode()
        path = f"/gouvernance/deleguer/{action.reference}/"
        assert client.get(path).status_code == 200
        lines = {
            "said": "1",
            "p-TOTAL_FORMS": "0",
            "p-INITIAL_FORMS": "0",
            "p-MIN_NUM_FORMS": "0",
            "p-MAX_NUM_FORMS": "12",
        }
        refused = client.post(path, {"outcome": "retenue", "full_text": "", **lines})
        assert refused.status_code == 422
        client.post(path, {"outcome": "retenue", "full_text": "Léger.", **lines})
        assert Decision.objects.get().door == Door.DELEGATION


class TestWhatIsRead:
    def test_the_file_shows_all_that_a_member_compares_without_names(self, house, client):
        carrier = PersonFactory(name="Nolwenn Porteuse")
        proposal, seats = ready_by(carrier)
        set_capacity(house.head, date(2027, 1, 1), skill="facilitation", days=Decimal(5))
        sitting = house.sitting()
        add_request(house.secretary, sitting, proposal=proposal)
        path = f"/seances/{sitting.slug}/dossier/"
        client.force_login(house["adjointe"])
        text = client.get(path).content.decode()
        for words in ("Filtre usagers", "franchi", "60 %", "Nolwenn Porteuse", "Je l’ai vu au guichet"):
            assert words in text, words
        assert seats[0].person.name not in text
        client.force_login(house.secretary)
        assert seats[0].person.name in client.get(path).content.decode()

    def test_its_queries_do_not_grow(self, house, client, django_assert_num_queries):
        sitting = house.sitting()
        client.force_login(house["adjointe"])
        add_request(house.secretary, sitting, proposal=ready_by(PersonFactory())[0])
        path = f"/seances/{sitting.slug}/dossier/"
        client.get(path)
        with django_assert_num_queries(27):
            client.get(path)
        for _ in range(3):
            add_request(house.secretary, sitting, proposal=ready_by(PersonFactory())[0])
        with django_assert_num_queries(27):
            client.get(path)

    def test_arguments_are_public_only_when_someone_chose_so(self, house, client):
        proposal, _seats = ready_by(PersonFactory())
        decision = house.decide(place(house, proposal))
        client.force_login(house.reader)
        house.publish(decision)
        client.logout()
        path = f"/decisions/{decision.reference}/"
        text = client.get(path).content.decode()
        assert "La grille, critère par critère" in text
        assert "Je l’ai vu au guichet" not in text

    def test_and_then_without_names(self, house, client):
        proposal, seats = ready_by(PersonFactory())
        decision = house.decide(place(house, proposal))
        client.force_login(house.secretary)
        typed = {
            "version": 1,
            "full_text": "Tout",
            "public_title": "Titre",
            "public_text": "Texte",
            "shows_arguments": "on",
            "relire": "1",
        }
        assert client.post(f"/decisions/{decision.reference}/textes/", typed).status_code == 302
        client.force_login(house.reader)
        path = f"/decisions/{decision.reference}/relire/"
        assert "Je l’ai vu au guichet" in client.get(path).content.decode()
        assert client.post(path, {"version": 2, "agreed": "on"}).status_code == 302
        client.logout()
        text = client.get(f"/decisions/{decision.reference}/").content.decode()
        assert "Je l’ai vu au guichet" in text
        assert seats[0].person.name not in text

    def test_the_register_finds_by_territory_and_function(self, house, client):
        proposal, _seats = ready_by(PersonFactory())
        decision = house.decide(place(house, proposal), outcome="non-retenue")
        house.publish(decision)
        assert decision.reference in client.get("/decisions/?fonction=eprouvette").content.decode()
        (place_id,) = decision.territories
        territory = Territory.objects.get(pk=place_id)
        record = client.get(f"/decisions/{decision.reference}.json").json()["acte"]
        assert record["territoires"] == [f"{territory.kind}:{territory.code}"]

    def test_only_what_confirms_something_is_dropped_for_good(self, house):
        item = house.item(house.open())
        with pytest.raises(DomainError, match="déjà clos"):
            drop_confirmation(SYSTEM, item, reason="Ils sont partis.")
        item.refresh_from_db()
        assert item.is_living

    def test_a_withdrawn_request_opens_nothing_and_frees_its_days(self, house):
        proposal, _seats = ready_by(PersonFactory())
        decision = house.decide(place(house, proposal))
        word = confirm(house, decision)
        requests.withdraw_proposal(proposals.carrier_of(proposal), proposals.fresh(proposal), words="Finalement non.")
        house.publish(decision)
        house.publish(word)
        assert not Project.objects.exists()
        assert not LoadMonth.objects.filter(held=True).exists()


class TestRedirecting:
    def test_to_another_function_than_its_own_only(self, house, client):
        proposal, _seats = ready_by(PersonFactory())
        item = place(house, proposal)
        for same in ("eprouvette", "nulle-part"):
            with pytest.raises(DomainError) as caught:
                house.decide(item, outcome="reorientee", redirected_to=same)
            assert caught.value.field == "redirected_to"
        client.force_login(house.secretary)
        text = client.get(f"/points/{item.pk}/decider/").content.decode()
        assert 'value="accelerateur"' in text
        assert 'value="eprouvette"' not in text
        assert house.decide(item, outcome="reorientee", redirected_to="accelerateur").redirected_to == "accelerateur"

    def test_nor_alone(self, house, client):
        proposal, _seats = ready_by(PersonFactory(), kind=ProposalKind.ACTION)
        draft = ClosingDraft(outcome="reorientee", full_text="Ailleurs.", redirected_to="accelerateur")
        with pytest.raises(DomainError, match="déjà à cette fonction"):
            decide_by_delegation(house.head, proposal, draft=draft)
        client.force_login(house.head)
        text = client.get(f"/gouvernance/deleguer/{proposal.reference}/").content.decode()
        assert 'value="accelerateur"' not in text

    def test_what_is_retained_as_it_is_asks_for_nothing(self, house):
        proposal, _seats = ready_by(PersonFactory())
        minded = PreconisationDraft(
            text="Associer la MSA", minder=house.head, minder_said="x", term=clock.today() + timedelta(days=9)
        )
        with pytest.raises(DomainError, match="cette issue n’en demande pas"):
            house.decide(place(house, proposal), preconisations=(minded,))
