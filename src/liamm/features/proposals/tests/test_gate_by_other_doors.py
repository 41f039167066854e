"""The gate is tried by those who may not state it, and where its rule is not met: pages, raw posts, administration."""

import pytest
from django.contrib import admin

from liamm.features.accounts.tests.factories import AdminFactory, PersonFactory, TeamMemberFactory
from liamm.features.proposals import actions
from liamm.features.proposals.enums import Stage
from liamm.features.proposals.models import GateAct, GateWord, Opinion
from liamm.features.proposals.queries.grid import gate_standing
from liamm.features.proposals.queries.versions import latest_version
from liamm.features.proposals.tests.factories import at_gate, carrier_of, seats, send, submitted, through_gate
from liamm.features.spaces.actions import add_member
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError

pytestmark = pytest.mark.django_db
PASS = {"then": "pass", "argument": "Moi, je le constate."}


def standing(proposal):
    return gate_standing(latest_version(proposal))


def path(proposal):
    return f"/demandes/{proposal.reference}/filtre/"


class TestWhoMayNot:
    def test_neither_the_page_nor_a_post(self, client):
        proposal, _seats = at_gate()
        helper = TeamMemberFactory()
        add_member(SYSTEM, proposal.space, person=helper)
        (silent,) = seats(proposal, 1)
        for person, status in (
            (carrier_of(proposal), 403),
            (helper, 403),
            (silent.person, 403),
            (PersonFactory(), 404),
            (AdminFactory(), 404),
        ):
            client.force_login(person)
            assert client.get(path(proposal)).status_code == status
            for then in ("pass", "hold", "reopen", "", "x"):
                assert client.post(path(proposal), {**PASS, "then": then}).status_code == status
        client.logout()
        assert client.post(path(proposal), PASS).status_code == 302
        assert not GateAct.objects.exists()

    def test_nor_who_was_set_aside(self, client):
        proposal, invited = at_gate(count=4)
        actions.set_aside_appraiser(invited[0].person, invited[0], reason="Lien")
        client.force_login(invited[0].person)
        assert client.post(path(proposal), PASS).status_code == 404
        with pytest.raises(Refused):
            actions.pass_gate(invited[0].person, proposal, argument="Moi")


class TestWhenTheRuleIsNotMet:
    @pytest.mark.parametrize("made", [lambda: at_gate(count=2), lambda: at_gate(step="a-travailler")])
    def test_a_post_is_refused_and_its_words_come_back(self, client, made):
        proposal, _seats = made()
        client.force_login(TeamMemberFactory())
        text = client.post(path(proposal), PASS).content.decode()
        assert "Moi, je le constate." in text
        assert not GateAct.objects.exists()

    def test_one_person_alone_never_passes_it_however_often_they_press(self, client):
        proposal, _seats = at_gate()
        client.force_login(TeamMemberFactory())
        for _ in range(3):
            client.post(path(proposal), PASS)
        assert not standing(proposal).is_passed
        assert GateWord.objects.count() == 1

    def test_without_an_argument_a_post_states_nothing(self, client):
        proposal, _seats = at_gate()
        client.force_login(TeamMemberFactory())
        for argument in ("", "   "):
            client.post(path(proposal), {"then": "pass", "argument": argument})
        assert not GateAct.objects.exists()


class TestClosedBlocks:
    def test_no_draft_of_the_rest_is_kept_by_any_post(self, client):
        proposal, invited = at_gate()
        client.force_login(invited[0].person)
        forged = {"portage-step": "forte", "portage-argument": "Forcé", "then": ""}
        for more in ({}, {"autosave": "1"}, {"then": "send"}, {"stage": "rest"}):
            client.post(f"/demandes/{proposal.reference}/avis/", {**forged, **more})
        assert not Opinion.objects.filter(stage=Stage.REST).exists()

    def test_opened_again_the_gate_closes_them_again(self, client):
        proposal, invited = through_gate()
        actions.reopen_gate(TeamMemberFactory(), proposal, argument="Un doute.")
        client.force_login(invited[0].person)
        forged = {"portage-step": "forte", "portage-argument": "Forcé", "then": "send"}
        client.post(f"/demandes/{proposal.reference}/avis/", forged)
        with pytest.raises(DomainError):
            send(invited[0], Stage.REST)
        assert not Opinion.objects.filter(stage=Stage.REST).exists()


class TestAdministration:
    def test_acts_are_looked_at_and_words_are_not_even_there(self, client):
        proposal, _seats = through_gate()
        act = GateAct.objects.get(version=latest_version(proposal))
        client.force_login(AdminFactory())
        root = "/administration/proposals/gateact/"
        for tail in ("add/", f"{act.pk}/change/", f"{act.pk}/delete/"):
            assert client.post(f"{root}{tail}", {"verdict": "passed", "post": "yes"}).status_code == 403
        client.post(root, {"action": "delete_selected", "_selected_action": str(act.pk), "post": "yes"})
        assert GateAct.objects.filter(pk=act.pk).exists()
        assert not {GateWord, Opinion} & set(admin.site._registry)

    def test_what_was_not_appraised_has_no_gate_to_force(self, client):
        proposal = submitted(kind="resource")
        client.force_login(TeamMemberFactory())
        client.post(path(proposal), PASS)
        assert not GateAct.objects.exists()
