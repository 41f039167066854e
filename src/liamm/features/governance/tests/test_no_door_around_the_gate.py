"""A request whose gate is not passed tries to become a project: by pages, raw posts, administration and actions."""

import pytest
from django.contrib import admin

from liamm.features.accounts.tests.factories import AdminFactory, HeadFactory, PersonFactory, TeamMemberFactory
from liamm.features.charter.enums import ItemKind, Matter, ProposalKind
from liamm.features.governance.actions import ClosingDraft, ItemDraft, add_item, add_request, decide_by_delegation
from liamm.features.governance.enums import ItemState
from liamm.features.governance.models import AgendaItem, Decision
from liamm.features.projects.actions import ProjectDraft, open_project
from liamm.features.projects.enums import ProjectKind
from liamm.features.projects.models import Project
from liamm.features.proposals import actions as requests
from liamm.features.proposals.tests import factories as proposals
from liamm.kernel.access import SYSTEM, Refused
from liamm.kernel.actions import DomainError
from liamm.kernel.model import uuid7

pytestmark = pytest.mark.django_db
LINES = {"p-TOTAL_FORMS": "0", "p-INITIAL_FORMS": "0", "p-MIN_NUM_FORMS": "0", "p-MAX_NUM_FORMS": "12"}
RETAINED = ("retenue", "retenue-avec-preconisations")


@pytest.fixture(autouse=True)
def nothing_opened(db):
    yield
    assert not Project.objects.exists()


def held(**options):
    """A request that two named persons held at the gate: it may be answered, never retained."""
    proposal, _seats = proposals.at_gate(step="absente", **options)
    for _ in range(2):
        requests.hold_gate(TeamMemberFactory(), proposal, argument="Personne n’a rencontré d’usager.")
    return proposals.fresh(proposal)


def on_agenda(house):
    sitting = house.sitting()
    item = add_request(house.secretary, sitting, proposal=held())
    house.open(sitting=sitting)
    return AgendaItem.objects.get(pk=item.pk)


class TestInSitting:
    @pytest.mark.parametrize("outcome", RETAINED)
    def test_a_raw_post_is_refused_with_the_article_and_keeps_the_words(self, client, house, outcome):
        item = on_agenda(house)
        client.force_login(house.secretary)
        typed = {"outcome": outcome, "full_text": "Malgré tout, retenons.", **LINES}
        if outcome != "retenue":
            term = {"p-0-text": "x", "p-0-minder": str(house.head.pk), "p-0-minder_said": "x", "p-0-term": "2030-01-01"}
            typed |= {**term, "p-TOTAL_FORMS": "1"}
        answer = client.post(f"/points/{item.pk}/decider/", typed)
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "On ne peut imposer un projet" in text
        assert "/charte/4.0/1.2" in text
        assert "Malgré tout, retenons." in text
        item.refresh_from_db()
        assert item.state == ItemState.PLACED
        assert not Decision.objects.exists()

    def test_the_team_writes_no_item_that_would_pass_for_a_request(self, client, house):
        sitting = house.sitting()
        client.force_login(house.secretary)
        path = f"/seances/{sitting.slug}/points/"
        assert "proposal" not in client.get(path).content.decode().split("<form", 2)[-1].split("</form>")[0]
        answer = client.post(path, {"kind": ItemKind.PROPOSAL.value, "title": "Un projet imposé", "summary": ""})
        assert answer.status_code == 422
        with pytest.raises(DomainError, match="par son dossier"):
            add_item(house.secretary, sitting, draft=ItemDraft(kind=ItemKind.PROPOSAL, title="Un projet imposé"))
        assert not AgendaItem.objects.exists()

    def test_a_strategic_item_that_is_retained_opens_nothing(self, house):
        item = house.item(house.open(), kind=ItemKind.STRATEGY.value, matter=Matter.STRATEGY.value)
        house.publish(house.decide(item))

    def test_a_request_that_nobody_appraised_comes_by_no_door(self, client, house):
        proposal = proposals.submitted()
        sitting = house.sitting()
        client.force_login(house.secretary)
        client.post(f"/seances/{sitting.slug}/demandes/{proposal.pk}/")
        with pytest.raises(DomainError, match="pas encore mûre"):
            add_request(SYSTEM, sitting, proposal=proposal)
        assert not AgendaItem.objects.exists()


class TestAlone:
    def test_nor_is_it_decided_alone(self, client, house):
        proposal, _seats = proposals.at_gate(kind=ProposalKind.ACTION)
        draft = ClosingDraft(outcome="retenue", full_text="Je prends sur moi.")
        with pytest.raises(DomainError, match="pas encore mûre"):
            decide_by_delegation(house.head, proposal, draft=draft)
        client.force_login(house.head)
        typed = {"outcome": "retenue", "full_text": "Je prends sur moi.", **LINES}
        answer = client.post(f"/gouvernance/deleguer/{proposal.reference}/", typed)
        assert answer.status_code == 422
        assert "Je prends sur moi." in answer.content.decode()
        assert not Decision.objects.exists()

    def test_a_draft_is_not_opened_by_the_page_of_delegation(self, house, client):
        client.force_login(house.head)
        writing = proposals.draft(kind=ProposalKind.ACTION)
        assert client.get(f"/gouvernance/deleguer/{writing.reference}/").status_code == 404

    def test_held_at_the_gate_it_may_be_refused_alone_but_not_retained(self, client, house):
        proposal = held(kind=ProposalKind.ACTION)
        client.force_login(house.head)
        path = f"/gouvernance/deleguer/{proposal.reference}/"
        answer = client.post(path, {"outcome": "retenue", "full_text": "Je prends sur moi.", **LINES})
        assert answer.status_code == 422
        assert "On ne peut imposer un projet" in answer.content.decode()
        assert (
            client.post(
                path, {"said": "1", "outcome": "non-retenue", "full_text": "Pas d’usager.", **LINES}
            ).status_code
            == 302
        )
        assert Decision.objects.get().effect == "refuse"


class TestOpening:
    def draft(self, decision):
        carriers = [(PersonFactory(), None)]
        return ProjectDraft(
            decision_id=decision,
            kind=ProjectKind.PROJECT,
            title="x",
            summary="x",
            function="eprouvette",
            carriers=carriers,
        )

    def test_no_direct_call_opens_a_project(self, house):
        decision = house.published()
        for actor in (SYSTEM, HeadFactory(), AdminFactory(), TeamMemberFactory()):
            for key in (uuid7(), decision.pk):
                with pytest.raises(Refused):
                    open_project(actor, self.draft(key))

    def test_nor_any_address_nor_the_administration(self, client, house):
        assert Project not in admin.site._registry
        for someone in (TeamMemberFactory(), AdminFactory()):
            client.force_login(someone)
            assert client.post("/projets/", {"title": "x"}).status_code == 200  # the list, as for anybody
            assert client.post("/projets/nouveau/", {"title": "x"}).status_code == 404
        assert client.post("/administration/projects/project/add/", {"title": "x"}).status_code == 404
