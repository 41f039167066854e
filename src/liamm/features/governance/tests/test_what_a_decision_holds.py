"""A version on which a body decided: nothing of its file moves until the last word, which opens or says why not."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from liamm.features.accounts.tests.factories import PersonFactory, TeamMemberFactory
from liamm.features.commitments.models import LoadMonth
from liamm.features.governance.enums import ItemState
from liamm.features.governance.models import AgendaItem, Decision
from liamm.features.governance.tests.test_requests import confirm, place, read_anew, ready_by, room_enough
from liamm.features.projects.models import Project
from liamm.features.proposals import actions as requests
from liamm.features.proposals.enums import ProposalState
from liamm.features.proposals.models import Proposal
from liamm.features.proposals.queries.pages import awaited_of
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
__all__ = ["read_anew", "room_enough"]
MONTH = date(2027, 1, 1)


@pytest.fixture
def retained(house):
    """Retained and published by the COPIL: the CODIR has not spoken."""
    proposal, seats = ready_by(PersonFactory(name="Porteuse"))
    decision = house.publish(house.decide(place(house, proposal)))
    return proposals.fresh(proposal), seats, decision


def lines(days=9):
    return [proposals.LoadLine(MONTH, "facilitation", Decimal(days))]


class TestNoOpinionIsAwaited:
    def test_neither_at_home_nor_among_the_requests_and_for_many_at_once(
        self, house, client, django_assert_max_num_queries
    ):
        team = TeamMemberFactory()
        several = [ready_by(PersonFactory())[0] for _ in range(2)]
        late = PersonFactory(name="En retard")
        for proposal in several:
            requests.invite_appraiser(team, proposal, person=late)
        client.force_login(late)
        assert "Votre avis est attendu" in client.get("/").content.decode()
        house.publish(house.decide(place(house, several[0])))
        assert several[1].reference in client.get("/").content.decode()
        house.publish(house.decide(place(house, several[1])))
        for address in ("/", "/demandes/"):
            assert "Votre avis est attendu" not in client.get(address).content.decode()
        with django_assert_max_num_queries(4):
            assert awaited_of(late) == []


class TestNothingMoves:
    def test_every_act_on_the_file_is_refused_with_what_is_possible(self, house, retained):
        proposal, seats, _decision = retained
        team, someone = TeamMemberFactory(), PersonFactory()
        acts = [
            lambda: requests.return_proposal(team, proposal, words="Revoyez"),
            lambda: requests.enter_load(team, proposal, lines=lines()),
            lambda: requests.reopen_gate(team, proposal, argument="Un doute"),
            lambda: requests.pass_gate(team, proposal, argument="Encore"),
            lambda: requests.hold_gate(team, proposal, argument="Non"),
            lambda: requests.set_aside_appraiser(team, seats[0], reason="Un cousin"),
            lambda: requests.release_appraiser(team, seats[0]),
            lambda: requests.invite_appraiser(team, proposal, person=someone),
            lambda: requests.invite_appraiser_by_mail(team, proposal, email="x@exemple.example", name="X"),
        ]
        for number, act in enumerate(acts):
            with pytest.raises(DomainError, match="a décidé de cette version") as caught:
                act()
            assert "CODIR" in caught.value.nearest, number
            assert caught.value.citation.version == "4.0"
        assert proposals.fresh(proposal).state == ProposalState.SUBMITTED

    def test_before_it_is_public_the_refusal_does_not_say_what_was_decided(self, house):
        proposal, seats = ready_by(PersonFactory())
        house.decide(place(house, proposal))
        with pytest.raises(DomainError, match="jusqu’à la publication") as caught:
            requests.set_aside_appraiser(seats[0].person, seats[0], reason="Un cousin")
        assert "CODIR" not in str(caught.value)

    def test_the_pages_say_why_instead_of_offering(self, house, client, retained):
        proposal, seats, _decision = retained
        client.force_login(house.secretary)
        base = f"/demandes/{proposal.reference}/"
        text = client.get(base).content.decode()
        assert "a décidé de cette version" in text
        for path in ("rendre/", "charge/", "filtre/", "appreciateurs/"):
            assert f"{base}{path}" not in text, path
        pages = {"give_back": [], "load": [], "gate": [], "appraisers": [], "appraiser": [seats[0].pk]}
        for name, extra in pages.items():
            page = client.get(reverse(f"proposals:{name}", args=[proposal.reference, *extra])).content.decode()
            assert "a décidé de cette version" in page, name
            assert 'name="words"' not in page
        answer = client.post(f"{base}rendre/", {"words": "Revoyez ceci"})
        assert answer.status_code == 422
        assert "Revoyez ceci" in answer.content.decode()

    def test_what_is_put_off_may_be_handed_back(self, house):
        proposal, _seats = ready_by(PersonFactory())
        decision = house.decide(place(house, proposal), outcome="differee", deferred_to=date(2027, 3, 1))
        requests.return_proposal(TeamMemberFactory(), proposals.fresh(proposal), words="Précisez")
        requests.submit_proposal(proposals.carrier_of(proposal), proposals.fresh(proposal))
        house.publish(decision)
        assert proposals.fresh(proposal).state == ProposalState.SUBMITTED


class TestLeaving:
    def test_between_the_two_bodies_the_item_leaves_and_the_members_are_told(self, house, retained, letters, client):
        proposal, _seats, decision = retained
        item = AgendaItem.objects.get(confirms=decision)
        requests.withdraw_proposal(proposals.carrier_of(proposal), proposal, words="Nous partons.")
        item.refresh_from_db()
        assert (item.state, item.sitting) == (ItemState.REMOVED, None)
        assert "Nous partons." in item.reason
        told = [one for one in letters() if "plus à confirmer" in one.subject]
        sitting = {
            "sgar",
            "dgs-region",
            "responsable",
            "adjointe",
            "pilote-region",
            "pilote-sgar",
            "dga-region",
            "adjoint-sgar",
        }
        reached = " ".join(one.to[0] for one in told)
        assert all(house[key].email in reached for key in sitting)
        assert "Nous partons." in told[0].body
        assert not LoadMonth.objects.filter(subject_id=proposal.pk).exists()
        text = client.get(f"/decisions/{decision.reference}/").content.decode()
        assert "rien ne s’ouvre" in text
        assert "doit encore confirmer" not in text

    def test_asked_anew_it_is_a_new_version_that_nothing_decided(self, house, retained):
        proposal, _seats, _decision = retained
        carrier = proposals.carrier_of(proposal)
        requests.withdraw_proposal(carrier, proposal)
        requests.take_up_again(carrier, proposals.fresh(proposal))
        requests.submit_proposal(carrier, proposals.fresh(proposal))
        requests.return_proposal(TeamMemberFactory(), proposals.fresh(proposal), words="Précisez")
        assert proposals.fresh(proposal).state == ProposalState.REWORK

    def test_a_refusal_not_yet_public_does_not_fall_on_the_next_version(self, house):
        proposal, _seats = ready_by(PersonFactory())
        decision = house.decide(place(house, proposal), outcome="non-retenue")
        carrier = proposals.carrier_of(proposal)
        requests.withdraw_proposal(carrier, proposals.fresh(proposal))
        requests.take_up_again(carrier, proposals.fresh(proposal))
        requests.submit_proposal(carrier, proposals.fresh(proposal))
        house.publish(decision)
        assert proposals.fresh(proposal).state == ProposalState.SUBMITTED


class TestALastWordOpensOrSaysWhy:
    def handed_back(self, proposal):
        """As a house of before could have it: handed back between the two bodies."""
        Proposal.objects.filter(pk=proposal.pk).update(state=ProposalState.REWORK)

    @pytest.mark.parametrize("outcome", ["retenue"])
    def test_a_confirmation_of_what_no_longer_waits_is_refused(self, house, client, retained, outcome):
        proposal, _seats, decision = retained
        self.handed_back(proposal)
        with pytest.raises(DomainError, match="imposer un projet") as caught:
            confirm(house, decision, outcome=outcome)
        assert "réorienter" not in caught.value.nearest
        item = AgendaItem.objects.get(confirms=decision)
        client.force_login(house.secretary)
        empty = {
            "said": "1",
            "p-TOTAL_FORMS": "0",
            "p-INITIAL_FORMS": "0",
            "p-MIN_NUM_FORMS": "0",
            "p-MAX_NUM_FORMS": "12",
        }
        answer = client.post(f"/points/{item.pk}/decider/", {"outcome": outcome, "full_text": "Oui.", **empty})
        assert answer.status_code == 422
        assert Decision.objects.count() == 1

    def test_nor_is_it_published_to_open_nothing(self, house, retained):
        proposal, _seats, decision = retained
        word = confirm(house, decision)
        self.handed_back(proposal)
        with pytest.raises(DomainError, match="n’ouvrirait rien"):
            house.publish(word)
        assert not Project.objects.exists()
        requests.submit_proposal(proposals.carrier_of(proposal), proposals.fresh(proposal))

    def test_left_in_place_it_opens(self, house, retained):
        _proposal, _seats, decision = retained
        house.publish(confirm(house, decision))
        assert Project.objects.count() == 1
